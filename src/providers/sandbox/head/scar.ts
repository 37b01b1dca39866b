import { mix, skinShade, tint } from "../core/color.ts";
import { num, type Point } from "../core/geometry.ts";
import { taper } from "../core/limb.ts";
import { fill, line } from "../core/sheet.ts";

/** A scar: pale ridge with a redder edge. */
export function scar(points: readonly Point[], skin: string): string {
  const ticks =
    points.length === 3
      ? [0.3, 0.6]
          .map((t) => {
            const [a, b] = [points[0] as Point, points[2] as Point];
            const [x, y] = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
            return `M${num(x - 3)} ${num(y + 2.4)}L${num(x + 3)} ${num(y - 2.4)}`;
          })
          .join("")
      : "";
  return (
    fill(taper(points, 4.6), mix(skinShade(skin, 0.45), "#c45a55", 0.35), 0.8) +
    fill(taper(points, 2.3), tint(skin, 0.5), 0.95) +
    line(ticks, mix(skinShade(skin, 0.5), "#c45a55", 0.3), 1.1, 0.6)
  );
}
