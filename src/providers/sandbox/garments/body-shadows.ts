import { type Color, shade } from "../core/color.ts";
import { lerp } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill } from "../core/sheet.ts";
import { backForms, frontForms } from "./body-forms.ts";
import { fold } from "./cloth.ts";
import type { Garment } from "./garment.ts";
import { type Cut, clothEdge } from "./torso.ts";

/** A point of a garment: at a height, a share `t` of the way from the middle to the edge of one side. */
export type Across = (y: number, side: 1 | -1, t: number) => number;

/** Shadows and folds that show the body under the cloth. */
export function bodyShadows(ink: Ink, garment: Garment, cut: Cut): string {
  const { rig } = ink;
  const across: Across = (y, side, t) => lerp(rig.middle(y), clothEdge(rig, cut, y, side), t);
  const waist = Math.min(rig.frame.waist, cut.hemY - 12 * rig.frame.k);
  if (rig.view === "side") return profileFolds(ink, garment.color, waist);
  const dark = shade(garment.color, 0.8);
  const folds = facingFolds(ink, garment.color, waist, across);
  if (rig.view === "back") return folds + backForms(ink, dark, across);
  return garment.top.front === "plate" ? folds : folds + frontForms(ink, dark, across);
}

function facingFolds(ink: Ink, color: Color, waist: number, x: Across): string {
  const { chest, waist: middle, hip, k } = ink.rig.frame;
  const away = -ink.rig.light as 1 | -1;
  const side = pairs`${x(chest - 20 * k, away, 1.05)} ${chest - 20 * k}, ${x(middle, away, 0.9)} ${middle},
    ${x(hip, away, 1.05)} ${hip}`;
  const folds = ([1, -1] as const).map((s) => {
    const low = waist + (s === 1 ? 0 : 11 * k);
    const belly = pairs`${x(waist, s, 0.98)} ${low - 8 * k}, ${x(waist, s, 0.67)} ${low + 2 * k},
      ${x(waist, s, 0.48)} ${low - 1 * k}`;
    const armpit = pairs`${x(chest, s, 0.97)} ${chest - 12 * k}, ${x(chest, s, 0.79)} ${chest + 8 * k},
      ${x(chest, s, 0.63)} ${chest + 13 * k}`;
    return fold(belly, color, 4 * k) + fold(armpit, color, 3.4 * k);
  });
  return fill(taper(side, 34 * k), shade(color, 0.8), 0.14) + folds.join("");
}

function profileFolds(ink: Ink, color: Color, waist: number): string {
  const { rig } = ink;
  const { k } = rig.frame;
  const x = rig.middle(waist);
  const back = pairs`${rig.edge(waist, -1)} ${waist - 2 * k}, ${x - 8 * k} ${waist + 6 * k}, ${x + 6 * k} ${waist + k}`;
  const front = pairs`${rig.edge(waist, 1, 4)} ${waist + 12 * k}, ${x + 14 * k} ${waist + 18 * k},
    ${x - 2 * k} ${waist + 14 * k}`;
  return fold(back, color, 4.4 * k) + fold(front, color, 4 * k);
}
