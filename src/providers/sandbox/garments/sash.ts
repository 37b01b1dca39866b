import { type Color, shade } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import { cutOf, type Garment } from "./garment.ts";
import { clothEdge } from "./torso.ts";

/** A band around the waist. */
export function sash(ink: Ink, garment: Garment, color: Color, high: number): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const cut = cutOf(ink, garment.top);
  const y = frame.waist + 6 * k;
  const at = (side: 1 | -1, dy: number): Point => [clothEdge(rig, cut, y + dy * k, side) + side * 2 * k, y + dy * k];
  const path = smooth(pairs`${at(-1, 0)}, ${at(-1, 0)}, ${rig.middle(y)} ${y + 5 * k}, ${at(1, 0)}, ${at(1, 0)},
    ${at(1, high)}, ${at(1, high)}, ${rig.middle(y)} ${y + (high + 5) * k}, ${at(-1, high)},
    ${at(-1, high)}`);
  return fill(path, color) + line(path, shade(color, 0.7), 1.2, 0.5);
}
