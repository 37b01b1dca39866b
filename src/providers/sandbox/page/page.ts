import type { ImageRequest } from "../../provider.ts";
import { GROUND } from "../body/frame.ts";
import type { View } from "../body/rig.ts";
import { shotOf } from "../body/shot.ts";
import { num } from "../core/geometry.ts";
import { newSheet, placed, type Sheet } from "../core/sheet.ts";
import type { SceneName } from "../traits/scene.ts";
import { type Traits as Person, traits as readTraits } from "../traits/traits.ts";
import { drawBackdrop } from "./backdrop.ts";
import { drawFigure } from "./figure.ts";
import { breadth, headroom } from "./headroom.ts";
import { drawScene } from "./scene.ts";
import { groundShadow, stageFor } from "./stage.ts";

/** What a picture depends on, besides the scene. */
export type PageRequest = Pick<ImageRequest, "pose" | "attributes" | "identitySeed" | "seed" | "width" | "height">;

/** The whole SVG document. Pure: the same request and scene give the same text. */
export function drawPage(request: PageRequest, scene: SceneName): string {
  const { width, height } = request;
  const sheet = newSheet();
  const person = readTraits(request.attributes, request.identitySeed);
  const content =
    request.pose === "image" ? freePicture(sheet, request, person, scene) : posePicture(sheet, request, person);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${num(width)}" height="${num(height)}" viewBox="0 0 ${num(width)} ${num(height)}"><defs>${sheet.defs.join("")}</defs>${content}</svg>`;
}

/** Legs and footplates reach further forwards than the wheels backwards, in thousandths. */
const CHAIR_SHIFT = 42;

function posePicture(sheet: Sheet, request: PageRequest, person: Person): string {
  const { pose, width, height, seed } = request;
  const shot = shotOf(seed);
  const backdrop = drawBackdrop(sheet, { width, height, seed, portrait: pose === "portrait", light: shot.light });
  if (pose === "portrait") {
    const still = { ...shot, arms: ["relaxed", "relaxed"] as const };
    const { content, ink } = drawFigure(sheet, person, still, "front");
    const { head } = ink.rig;
    const above = headroom(person);
    const whole = Math.min(height * 0.47, width * 0.62) / 153;
    const headUnit = Math.min(whole, (height * 0.46) / (78 + above), (width * 0.49) / breadth(person));
    const scale = headUnit / head.scale;
    const eyes = Math.max(height * 0.43, (84 + above) * headUnit + height * 0.01);
    const [x, y] = [width / 2 - head.x * scale * 0.7, eyes - head.y * scale];
    return backdrop + placed(content, x, y, scale);
  }
  const view: View = pose === "side" || pose === "back" ? pose : "front";
  const usual = stageFor(request, person, height * 0.93);
  const { stature } = person.age;
  const stage =
    view === "side" && person.details.gear.has("wheelchair")
      ? { ...usual, x: usual.x - CHAIR_SHIFT * stature * usual.scale }
      : usual;
  const { content } = drawFigure(sheet, person, shot, view);
  return (
    backdrop +
    groundShadow(sheet, stage, view, person) +
    placed(content, stage.x, stage.ground - GROUND * stage.scale, stage.scale)
  );
}

function freePicture(sheet: Sheet, request: PageRequest, person: Person, scene: SceneName): string {
  const { width, height, seed } = request;
  const shot = shotOf(seed);
  const place = drawScene(sheet, scene, { width, height, seed, light: shot.light });
  if (Object.keys(request.attributes).length === 0) return place.back + place.front;
  const ground = height * 0.95;
  const stage = stageFor(request, person, ground);
  const { content } = drawFigure(sheet, person, shot, "front");
  const x = width > height * 1.2 ? width * (shot.weight === 1 ? 0.36 : 0.64) : width / 2;
  const at = { ...stage, x };
  return (
    place.back +
    groundShadow(sheet, at, "front", person) +
    placed(content, x, ground - GROUND * stage.scale, stage.scale) +
    place.front
  );
}
