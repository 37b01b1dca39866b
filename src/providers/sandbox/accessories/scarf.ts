import { type Color, shade, tint } from "../core/color.ts";
import { lerp } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import { ringOf } from "./neck-ring.ts";

export function scarf(ink: Ink, color: Color): string {
  const { x, y, k, front, back } = ringOf(ink);
  const { view } = ink.rig;
  const [l, r] = [x - back - 15 * k, x + front + 15 * k];
  const tilt = view === "side" ? -12 * k : 0;
  const wrap = smooth(pairs`${l} ${y - 22 * k + tilt}, ${x} ${y - 34 * k + (view === "front" ? 16 * k : 0)},
    ${r} ${y - 22 * k}, ${r + 5 * k} ${y + 2 * k}, ${r - 10 * k} ${y + 22 * k}, ${x} ${y + 34 * k},
    ${l + 10 * k} ${y + 18 * k}, ${l - 5 * k} ${y + tilt}`);
  const paint = volume(ink, color, l, r, 1.2);
  const end = (dx: number, length: number): string => {
    const path = smooth(pairs`${x + dx - 13 * k} ${y + 14 * k}!, ${x + dx + 15 * k} ${y + 14 * k}!,
    ${x + dx + 18 * k} ${y + length * k}!, ${x + dx - 15 * k} ${y + (length + 3) * k}!`);
    const fringe = Array.from(
      { length: 6 },
      (_, i) => `M${(x + dx + (-12 + i * 5.4) * k).toFixed(1)} ${(y + length * k).toFixed(1)}v${(11 * k).toFixed(1)}`,
    ).join("");
    const stripes = [0.72, 0.84]
      .map((t) => `M${(x + dx - 15 * k).toFixed(1)} ${(y + length * t * k).toFixed(1)}h${(32 * k).toFixed(1)}`)
      .join("");
    return (
      line(fringe, color, 2.4 * k) +
      fill(path, paint) +
      line(stripes, tint(color, 0.6), 4 * k, 0.7) +
      `<path d="${path}" fill="none" stroke="${shade(color, 0.75)}" stroke-width="1.3" stroke-opacity="0.45"/>`
    );
  };
  const ends = view === "front" ? end(-12 * k, 118) + end(15 * k, 92) : view === "side" ? end(front * 0.7, 100) : "";
  const folds = [0.25, 0.55, 0.8]
    .map((t) =>
      fill(
        taper(
          pairs`${l} ${lerp(y - 16 * k, y + 10 * k, t)}, ${x} ${lerp(y - 16 * k, y + 26 * k, t) + 6 * k},
    ${r} ${lerp(y - 16 * k, y + 12 * k, t)}`,
          3.6 * k,
        ),
        shade(color, 0.8),
        0.32,
      ),
    )
    .join("");
  return (
    ends +
    fill(wrap, paint) +
    folds +
    `<path d="${wrap}" fill="none" stroke="${shade(color, 0.75)}" stroke-width="1.3" stroke-opacity="0.4"/>`
  );
}

export function kerchief(ink: Ink, color: Color): string {
  const { x, y, k, front, back } = ringOf(ink);
  const drop = ink.rig.view === "side" ? 26 : ink.rig.view === "back" ? 20 : 52;
  const path = smooth(pairs`${x - back} ${y - 22 * k}, ${x} ${y - 10 * k}, ${x + front} ${y - 20 * k},
    ${x + front + 8 * k} ${y}, ${x + front * 0.6} ${y + drop * 0.5 * k},
    ${x + 3 * k} ${y + drop * k}, ${x - back * 0.6} ${y + drop * 0.5 * k},
    ${x - back - 8 * k} ${y - 4 * k}`);
  return (
    fill(path, volume(ink, color, x - back, x + front, 1.2)) +
    line(
      smooth(pairs`${x - back} ${y - 8 * k}, ${x} ${y + 8 * k}, ${x + front} ${y - 6 * k}`, false),
      shade(color, 0.75),
      1.8,
      0.5,
    )
  );
}
