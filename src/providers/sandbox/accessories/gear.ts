import type { Ink } from "../core/ink.ts";
import { apron } from "./apron.ts";
import { drawBackpack } from "./backpack.ts";
import { drawBag } from "./bag.ts";
import { belt, suspenders } from "./belt.ts";
import { drawCape } from "./cape.ts";
import { drawHeld } from "./held.ts";
import { wheelchair } from "./wheelchair.ts";
import { jewellery } from "./wrists.ts";

/** Things worn or carried, by layer. */
type GearLayers = {
  readonly behind: string;
  readonly onBody: string;
  readonly inHand: string;
  readonly onBack: string;
};

/** Belts, bags, capes and what is held. */
export function drawGear(ink: Ink): GearLayers {
  const { gear } = ink.traits.details;
  const has = (name: Parameters<typeof gear.has>[0]): boolean => gear.has(name);
  const cape = has("cape") ? drawCape(ink) : { behind: "", over: "" };
  const pack = has("backpack") ? drawBackpack(ink) : { behind: "", onBody: "", onBack: "" };
  const chair = has("wheelchair") ? wheelchair(ink) : { behind: "", onBody: "" };
  const body =
    chair.onBody +
    (has("suspenders") ? suspenders(ink) : "") +
    (has("apron") ? apron(ink) : "") +
    (has("belt") ? belt(ink) : "") +
    (has("bag") ? drawBag(ink) : "") +
    pack.onBody;
  const wrists = ink.rig.arms.map((arm) => jewellery(ink, arm)).join("");
  return {
    behind: chair.behind + cape.behind + pack.behind,
    onBody: body,
    inHand: wrists + drawHeld(ink),
    onBack: cape.over + pack.onBack,
  };
}
