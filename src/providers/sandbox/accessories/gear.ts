import type { DrawContext } from "../body/context.ts";
import { drawHand } from "../body/hands.ts";
import { type Arm, along, GROUND, section } from "../body/rig.ts";
import type { Shot } from "../body/shot.ts";
import { type Color, mix, shade, skinShade, tint } from "../core/color.ts";
import { num, type Point, pairs, smooth } from "../core/geometry.ts";
import { clipped, fill, line, oval } from "../core/svg.ts";
import { OUTERS, TOPS } from "../garments/catalogue.ts";
import type { Traits } from "../traits/traits.ts";
import { belt, drawBackpack, drawBag, suspenders } from "./bags-and-belts.ts";
import { apron, drawCape } from "./cape-and-apron.ts";
import { wheelchair } from "./wheelchair.ts";

/** Things worn or carried, by layer. */
type GearLayers = {
  readonly behind: string;
  readonly onBody: string;
  readonly inHand: string;
  readonly onBack: string;
};

/** Belts, bags, capes and what is held. */
export function drawGear(ctx: DrawContext): GearLayers {
  const { gear } = ctx.traits.details;
  const has = (name: Parameters<typeof gear.has>[0]): boolean => gear.has(name);
  const cape = has("cape") ? drawCape(ctx) : { behind: "", over: "" };
  const pack = has("backpack") ? drawBackpack(ctx) : { behind: "", onBody: "", onBack: "" };
  const chair = has("wheelchair") ? wheelchair(ctx) : { behind: "", onBody: "" };
  const body =
    chair.onBody +
    (has("suspenders") ? suspenders(ctx) : "") +
    (has("apron") ? apron(ctx) : "") +
    (has("belt") ? belt(ctx) : "") +
    (has("bag") ? drawBag(ctx) : "") +
    pack.onBody;
  const wrists = ctx.rig.arms.map((arm) => jewellery(ctx, arm)).join("");
  return {
    behind: chair.behind + cape.behind + pack.behind,
    onBody: body,
    inHand: wrists + drawHeld(ctx),
    onBack: cape.over + pack.onBack,
  };
}

/** Watch and bracelets at the wrist, tattoos on a bare arm. */
function jewellery(ctx: DrawContext, arm: Arm): string {
  const { gear, marks } = ctx.traits.details;
  if (arm.layer === "under" || arm.far) return "";
  const { k } = ctx.rig.frame;
  const parts: string[] = [];
  const band = (share: number, color: Color, width: number): string => {
    const { point, degrees, half } = along(arm, share);
    const a = (degrees * Math.PI) / 180;
    const reach = half + 2 * k;
    return line(
      `M${(point[0] - Math.cos(a) * reach).toFixed(1)} ${(point[1] + Math.sin(a) * reach).toFixed(1)}L${(point[0] + Math.cos(a) * reach).toFixed(1)} ${(point[1] - Math.sin(a) * reach).toFixed(1)}`,
      color,
      width * k,
    );
  };
  if (gear.has("watch") && arm.side === 1)
    parts.push(
      band(0.955, "#33291f", 6),
      oval(along(arm, 0.955).point[0], along(arm, 0.955).point[1], 7 * k, 7 * k, "#d9dde2"),
      oval(along(arm, 0.955).point[0], along(arm, 0.955).point[1], 5 * k, 5 * k, "#2b3038"),
    );
  if (gear.has("bracelets"))
    parts.push(band(0.93, "#e0ba52", 2.6), band(0.955, "#c9d3da", 2.6), band(0.975, "#e0ba52", 2.6));
  if (marks.has("arm-tattoo")) parts.push(tattoo(ctx, arm, sleeveOf(ctx)));
  return parts.join("");
}

function sleeveOf(ctx: DrawContext): number {
  const { outfit } = ctx.traits;
  if (outfit.outer !== null && OUTERS[outfit.outer.kind].sleeve > 0) return 1;
  const { sleeve } = TOPS[outfit.top.kind];
  if (sleeve === 0) return 0;
  return sleeve > 0.5 ? 1 : sleeve + 0.08;
}

function tattoo(ctx: DrawContext, arm: Arm, sleeve: number): string {
  if (sleeve >= 1) return "";
  const { k } = ctx.rig.frame;
  const color = mix("#1f2f3c", skinShade(ctx.traits.skin, 0.6), 0.25);
  const marks = [0.34, 0.44, 0.54, 0.64, 0.74, 0.84]
    .filter((share) => share > sleeve + 0.06)
    .map((share, i) => {
      const { point, half } = along(arm, share);
      const [x, y] = point;
      if (i % 3 === 0)
        return `M${(x - half).toFixed(1)} ${y.toFixed(1)}q${half.toFixed(1)} ${(9 * k).toFixed(1)} ${(2 * half).toFixed(1)} 0m${(-2 * half).toFixed(1)} ${(6 * k).toFixed(1)}q${half.toFixed(1)} ${(9 * k).toFixed(1)} ${(2 * half).toFixed(1)} 0`;
      if (i % 3 === 1)
        return `M${(x - half * 0.6).toFixed(1)} ${y.toFixed(1)}a${(5 * k).toFixed(1)} ${(5 * k).toFixed(1)} 0 1 0 ${(8 * k).toFixed(1)} ${(-3 * k).toFixed(1)}q${(2 * k).toFixed(1)} ${(10 * k).toFixed(1)} ${(-9 * k).toFixed(1)} ${(12 * k).toFixed(1)}`;
      return `M${(x - half * 0.7).toFixed(1)} ${(y - 6 * k).toFixed(1)}l${(half * 0.7).toFixed(1)} ${(12 * k).toFixed(1)}l${(half * 0.7).toFixed(1)} ${(-12 * k).toFixed(1)}`;
    })
    .join("");
  return clipped(ctx.defs, section(arm, sleeve + 0.04, 0.94, [0, 0]), line(marks, color, 3 * k, 0.75));
}

const HELD = ["cane", "staff", "sword"] as const;

/** The shot with an arm posed to hold the item that the details put into a hand. */
export function withHeldItem(traits: Traits, shot: Shot): Shot {
  if (!HELD.some((thing) => traits.details.gear.has(thing))) return shot;
  const other = shot.arms[0] === "folded" || shot.arms[0] === "clasped" ? "relaxed" : shot.arms[0];
  return { ...shot, arms: [other, "hold"] };
}

/** The thing in the hand, with the hand closed over it. */
function drawHeld(ctx: DrawContext): string {
  const arm = ctx.rig.arms.find(({ pose }) => pose === "hold");
  const thing = HELD.find((name) => ctx.traits.details.gear.has(name));
  if (arm === undefined || thing === undefined) return "";
  const grip = gripOf(ctx, arm);
  const glove = ctx.traits.details.gear.has("gloves")
    ? (ctx.traits.details.colors.gear ?? shade(ctx.traits.outfit.shoes.color, 0.1))
    : null;
  return item(ctx, thing, grip) + drawHand(ctx, arm, glove);
}

function gripOf(ctx: DrawContext, arm: Arm): Point {
  const { point } = along(arm, 1);
  const { k } = ctx.rig.frame;
  return [point[0] + (ctx.rig.view === "side" ? 9 : 0) * k, point[1] + 28 * k];
}

function item(ctx: DrawContext, thing: (typeof HELD)[number], [x, y]: Point): string {
  const { k } = ctx.rig.frame;
  const wood = "#7a5233";
  const path = (dx0: number, y0: number, dx1: number, y1: number): string =>
    `M${num(x + dx0)} ${num(y0)}L${num(x + dx1)} ${num(y1)}`;
  if (thing === "cane") {
    return (
      line(path(0, y, 4 * k, GROUND - 4), wood, 8 * k) +
      line(
        smooth(
          pairs`${x} ${y + 4 * k}, ${x} ${y - 12 * k}, ${x + 12 * k} ${y - 18 * k}, ${x + 24 * k} ${y - 8 * k}`,
          false,
        ),
        wood,
        8 * k,
      ) +
      line(path(-1.6 * k, y, 2.4 * k, GROUND - 8), tint(wood, 0.4), 1.8 * k, 0.6)
    );
  }
  if (thing === "staff") {
    const top = ctx.rig.frame.chin - 60 * k;
    const orb = ctx.traits.outfit.accent;
    return (
      line(path(-4 * k, top, 4 * k, GROUND - 4), wood, 10 * k) +
      line(path(-6 * k, top, 2 * k, GROUND - 6), tint(wood, 0.4), 2 * k, 0.6) +
      line(
        smooth(
          pairs`${x - 4 * k} ${top + 6 * k}, ${x - 20 * k} ${top - 14 * k}, ${x - 10 * k} ${top - 34 * k}`,
          false,
        ) +
          smooth(
            pairs`${x - 4 * k} ${top + 6 * k}, ${x + 12 * k} ${top - 14 * k}, ${x + 4 * k} ${top - 34 * k}`,
            false,
          ),
        wood,
        6 * k,
      ) +
      oval(x - 4 * k, top - 18 * k, 13 * k, 13 * k, orb) +
      oval(x - 8 * k, top - 22 * k, 4 * k, 4 * k, "#ffffff", 0.8)
    );
  }
  const blade =
    smooth(pairs`${x - 11 * k} ${y + 22 * k}!, ${x + 11 * k} ${y + 22 * k}!, ${x + 29 * k} ${GROUND - 120 * k},
    ${x + 18 * k} ${GROUND - 96 * k}!, ${x + 7 * k} ${GROUND - 120 * k}`);
  return (
    fill(blade, "#c9d0d8") +
    line(`M${num(x)} ${num(y + 24 * k)}L${num(x + 15 * k)} ${num(GROUND - 120 * k)}`, "#8b95a1", 2 * k) +
    line(path(-22 * k, y + 20 * k, 22 * k, y + 18 * k), "#d9b24a", 7 * k) +
    line(path(0, y + 18 * k, -2 * k, y - 26 * k), "#4a3325", 9 * k) +
    oval(x - 2 * k, y - 30 * k, 6 * k, 6 * k, "#d9b24a")
  );
}
