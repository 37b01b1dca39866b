import { type Color, shade } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { line, oval } from "../core/sheet.ts";
import { loop, ringOf } from "./neck-ring.ts";

export const chain = (ink: Ink, color: Color, drop: number, width: number): string =>
  line(smooth(loop(ink, drop), false), shade(color, 0.5), (width + 1) * ink.rig.frame.k, 0.6) +
  line(smooth(loop(ink, drop), false), color, width * ink.rig.frame.k);

export function pendant(ink: Ink, color: Color): string {
  if (ink.rig.view !== "front") return "";
  const { x, y, k } = ringOf(ink);
  return (
    oval(x, y + 52 * k, 8.5 * k, 10 * k, "#d9b24a") +
    oval(x, y + 52 * k, 6 * k, 7.4 * k, color) +
    oval(x - 2 * k, y + 49 * k, 2 * k, 2.4 * k, "#ffffff", 0.7)
  );
}

export function pearls(ink: Ink): string {
  const points = loop(ink, 26);
  const { k } = ink.rig.frame;
  const row = line(smooth(points, false), "#f5efe6", 7 * k);
  return `${row}<path d="${smooth(points, false)}" fill="none" stroke="#b9ab9a" stroke-width="${(7 * k).toFixed(1)}" stroke-dasharray="1.2 ${(6 * k).toFixed(1)}" stroke-opacity="0.6"/>`;
}

export function band(ink: Ink, color: Color): string {
  const { x, y, k, front, back } = ringOf(ink);
  return line(
    smooth(
      pairs`${x - back * 0.84} ${y - 30 * k - (ink.rig.view === "side" ? 12 * k : 0)}, ${x} ${y - 22 * k},
    ${x + front * 0.84} ${y - 30 * k}`,
      false,
    ),
    color,
    7 * k,
  );
}
