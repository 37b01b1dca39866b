import { shade, tint } from "../core/color.ts";
import { lerp, num } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import { cutOf, type Garment } from "./garment.ts";
import { sash } from "./sash.ts";

export function pouch(ink: Ink, garment: Garment): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const low = cutOf(ink, garment.top).hemY - 15 * k;
  const high = low - 66 * k;
  const x = rig.middle(low);
  const w = frame.hipHalf * 0.62;
  const shape = smooth(pairs`${x - w * 0.5} ${high}!, ${x + w * 0.5} ${high}!, ${x + w * 0.78} ${lerp(high, low, 0.45)},
    ${x + w} ${low - 4 * k}, ${x + w} ${low}!, ${x - w} ${low}!, ${x - w} ${low - 4 * k},
    ${x - w * 0.78} ${lerp(high, low, 0.45)}`);
  return fill(shape, shade(garment.color, 0.14), 0.5) + line(shape, shade(garment.color, 0.8), 1.4, 0.5);
}

export function lacing(ink: Ink, garment: Garment): string {
  const { rig } = ink;
  const { k, shoulder } = rig.frame;
  const x = rig.middle(shoulder);
  const y = shoulder + 26 * k;
  const cross = [0, 1, 2]
    .map(
      (i) =>
        `M${num(x - (11 - i * 3) * k)} ${num(y + i * 11 * k)}L${num(x + (9 - i * 3) * k)} ${num(y + (i * 11 + 9) * k)}M${num(x + (11 - i * 3) * k)} ${num(y + i * 11 * k)}L${num(x - (9 - i * 3) * k)} ${num(y + (i * 11 + 9) * k)}`,
    )
    .join("");
  return line(cross, tint(garment.color, 0.6), 1.8 * k, 0.9) + sash(ink, garment, shade(garment.color, 0.72), 15);
}
