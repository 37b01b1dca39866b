import { type Color, shade, tint } from "../core/color.ts";
import { lerp } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line, oval } from "../core/sheet.ts";
import { ringOf } from "./neck-ring.ts";

export function necktie(ink: Ink, color: Color): string {
  const { frame, middle } = ink.rig;
  const { x, y: throat, k } = ringOf(ink);
  const y = throat - 7 * k;
  const low = lerp(frame.waist, frame.hip, 0.2);
  const mx = middle(low);
  const knot =
    smooth(pairs`${x - 9 * k} ${y}!, ${x + 9 * k} ${y}!, ${x + 8.4 * k} ${y + 8 * k}, ${x + 5.4 * k} ${y + 19 * k}!,
    ${x - 5.4 * k} ${y + 19 * k}!, ${x - 8.4 * k} ${y + 8 * k}`);
  const blade = smooth(pairs`${x - 5.4 * k} ${y + 18 * k}!, ${x + 5.4 * k} ${y + 18 * k}!,
    ${lerp(x, mx, 0.8) + 15 * k} ${low - 22 * k}!, ${mx} ${low}!,
    ${lerp(x, mx, 0.8) - 15 * k} ${low - 22 * k}!`);
  const edged = (path: string): string =>
    `<path d="${path}" fill="none" stroke="${shade(color, 0.8)}" stroke-width="1.1" stroke-opacity="0.5"/>`;
  const stripes = [0.2, 0.4, 0.6, 0.8]
    .map(
      (t) =>
        `M${(lerp(x, mx, t) - 11 * k).toFixed(1)} ${(lerp(y + 22 * k, low, t) - 5 * k).toFixed(1)}l${(22 * k).toFixed(1)} ${(12 * k).toFixed(1)}`,
    )
    .join("");
  return (
    fill(blade, volume(ink, color, x - 14 * k, x + 14 * k)) +
    line(stripes, tint(color, 0.5), 2.6 * k, 0.35) +
    edged(blade) +
    fill(knot, shade(color, 0.16)) +
    edged(knot)
  );
}

export function bowTie(ink: Ink, color: Color): string {
  const { x, y, k } = ringOf(ink);
  const at = y + 8 * k;
  const wing = (s: number): string =>
    fill(
      smooth(pairs`${x + s * 4 * k} ${at}, ${x + s * 28 * k} ${at - 13 * k}!, ${x + s * 30 * k} ${at},
    ${x + s * 28 * k} ${at + 13 * k}!`),
      color,
    ) +
    fill(
      taper(pairs`${x + s * 5 * k} ${at}, ${x + s * 15 * k} ${at - 2 * k}, ${x + s * 24 * k} ${at - 4 * k}`, 2.6 * k),
      shade(color, 0.8),
      0.5,
    );
  return wing(-1) + wing(1) + oval(x, at, 6.4 * k, 7.4 * k, shade(color, 0.3));
}
