import { type Color, shade } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { line, oval } from "../core/sheet.ts";
import { ringOf } from "./neck-ring.ts";

export function stethoscope(ink: Ink): string {
  const { x, y, k, front, back } = ringOf(ink);
  if (ink.rig.view === "back")
    return line(
      smooth(pairs`${x - back} ${y - 12 * k}, ${x} ${y + 2 * k}, ${x + front} ${y - 12 * k}`, false),
      "#3a4450",
      5 * k,
    );
  const tube = smooth(
    pairs`${x - back} ${y - 14 * k}, ${x - back * 1.2} ${y + 60 * k}, ${x} ${y + 112 * k},
    ${x + front * 1.2} ${y + 60 * k}, ${x + front} ${y - 14 * k}`,
    false,
  );
  return (
    line(tube, "#3a4450", 5 * k) +
    line(`M${x.toFixed(1)} ${(y + 112 * k).toFixed(1)}v${(26 * k).toFixed(1)}`, "#3a4450", 5 * k) +
    oval(x, y + 146 * k, 11 * k, 11 * k, "#c3c8ce") +
    oval(x, y + 146 * k, 7 * k, 7 * k, "#8d949c")
  );
}

export function neckphones(ink: Ink, color: Color): string {
  const { x, y, k, front, back } = ringOf(ink);
  const arc = line(
    smooth(
      pairs`${x - back - 6 * k} ${y + 4 * k}, ${x - back - 4 * k} ${y - 20 * k}, ${x} ${y - 12 * k},
    ${x + front + 4 * k} ${y - 20 * k}, ${x + front + 6 * k} ${y + 4 * k}`,
      false,
    ),
    color,
    8 * k,
  );
  const cups = [x - back - 2 * k, x + front + 2 * k]
    .map((cx) => oval(cx, y + 14 * k, 15 * k, 20 * k, shade(color, 0.4)) + oval(cx, y + 14 * k, 10 * k, 15 * k, color))
    .join("");
  return arc + cups;
}
