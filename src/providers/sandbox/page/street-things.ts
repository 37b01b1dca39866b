import type { Color } from "../core/color.ts";
import { num } from "../core/geometry.ts";
import { range } from "../core/random.ts";
import { fill, line } from "../core/sheet.ts";
import { many } from "./outdoor-things.ts";
import type { Place } from "./place.ts";

export function skyline(
  place: Place,
  count: number,
  low: number,
  high: number,
  color: Color,
  windows: Color | null,
): string {
  const { width, height, horizon, random } = place;
  const step = width / count;
  let lit = "";
  const houses = many(count, (i) => {
    const top = horizon - range(random, low, high) * height;
    const [x, w] = [i * step, step * range(random, 0.8, 1.05)];
    if (windows !== null) {
      for (let wy = top + step * 0.2; wy < horizon - step * 0.25; wy += step * 0.27) {
        for (let wx = x + step * 0.14; wx < x + w - step * 0.2; wx += step * 0.24)
          if (random() < 0.55)
            lit += `M${num(wx)} ${num(wy)}h${num(step * 0.11)}v${num(step * 0.14)}h${num(-step * 0.11)}z`;
      }
    }
    return `M${num(x)} ${num(horizon + 1)}V${num(top)}h${num(w)}V${num(horizon + 1)}z`;
  });
  return fill(houses, color) + (windows === null ? "" : fill(lit, windows, 0.75));
}

export const pavement = ({ width, height, horizon, u }: Place, color: Color): string =>
  line(
    many(
      7,
      (i) =>
        `M${num(width / 2 + (i - 3) * u * 9)} ${num(horizon)}L${num(width / 2 + (i - 3) * width * 0.32)} ${num(height)}`,
    ) + many(3, (i) => `M0 ${num(horizon + (height - horizon) * (0.18 + i * i * 0.16))}H${num(width)}`),
    color,
    u * 0.28,
    0.6,
  );
