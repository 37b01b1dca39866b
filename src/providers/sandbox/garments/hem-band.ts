import { shade } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { line } from "../core/sheet.ts";
import type { Garment } from "./garment.ts";
import { type Cut, clothEdge } from "./torso.ts";

/** Ribbed band or stitched hem along the lower edge. */
export function hemBand(ink: Ink, { top, color }: Garment, cut: Cut): string {
  const { rig } = ink;
  const { k } = rig.frame;
  const sag = 5 * k + Math.max(0, cut.flare) * 0.12;
  const rise = (top.ribbed ? 17 : 6) * k;
  const left = clothEdge(rig, cut, cut.hemY - rise, -1);
  const right = clothEdge(rig, cut, cut.hemY - rise, 1);
  const edge: Point[] = pairs`${left - 4} ${cut.hemY - rise}, ${lerp(left, right, 0.35)} ${cut.hemY - rise + sag},
    ${lerp(left, right, 0.65)} ${cut.hemY - rise + sag}, ${right + 4} ${cut.hemY - rise}`;
  const stitched = line(smooth(edge, false), shade(color, 0.8), top.ribbed ? 1.8 : 1.2, top.ribbed ? 0.5 : 0.32);
  if (!top.ribbed) return stitched;
  const ribs = Array.from({ length: 13 }, (_, i) => {
    const at = lerp(left, right, (i + 0.5) / 13);
    return `M${at.toFixed(1)} ${(cut.hemY - rise + sag * 0.4).toFixed(1)}v${(rise + sag).toFixed(1)}`;
  }).join("");
  return stitched + line(ribs, shade(color, 0.7), 1.1, 0.3);
}
