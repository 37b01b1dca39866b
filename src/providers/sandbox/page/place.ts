import { type Color, mix, shade, tint } from "../core/color.ts";
import { num, type Point } from "../core/geometry.ts";
import type { Random } from "../core/random.ts";
import { smooth } from "../core/shapes.ts";
import { fill, glow, line, oval, type Sheet } from "../core/sheet.ts";

/** A picture's measure and mood. `u` is the shorter side over 100, so that things keep their size. */
export type Place = {
  readonly sheet: Sheet;
  readonly width: number;
  readonly height: number;
  readonly u: number;
  readonly horizon: number;
  readonly light: 1 | -1;
  readonly random: Random;
};

/** A row of hills whose tops wander around a height. */
export function hills(place: Place, top: number, rough: number, color: Color, opacity = 1): string {
  const { width, height, random, horizon } = place;
  const points: Point[] = Array.from({ length: 9 }, (_, i) => [
    (i / 8) * width * 1.1 - width * 0.05,
    top + (random() - 0.5) * rough * height,
  ]);
  return fill(
    `${smooth(points, false)}L${num(width * 1.05)} ${num(horizon + 2)}L${num(-width * 0.05)} ${num(horizon + 2)}Z`,
    color,
    opacity,
  );
}

/** A soft cloud. */
export function cloud({ u }: Place, x: number, y: number, size: number, color: Color, opacity: number): string {
  const r = size * u;
  return [
    [0, 0, 1],
    [0.9, 0.12, 0.72],
    [-0.9, 0.16, 0.66],
    [0.4, -0.34, 0.7],
    [1.6, 0.3, 0.42],
  ]
    .map(([dx = 0, dy = 0, s = 1]) => oval(x + dx * r, y + dy * r, r * s, r * s * 0.6, color, opacity))
    .join("");
}

/** A sun or moon with its glow. */
export function sun({ sheet, u }: Place, x: number, y: number, size: number, color: Color): string {
  return (
    glow(sheet, x, y, size * u * 3.4, size * u * 3.4, tint(color, 0.4), 0.7) + oval(x, y, size * u, size * u, color)
  );
}

/** A tree with a round crown. */
export function tree({ u }: Place, x: number, y: number, size: number, color: Color): string {
  const s = size * u;
  return (
    fill(
      `M${num(x - s * 0.09)} ${num(y)}L${num(x - s * 0.05)} ${num(y - s)}H${num(x + s * 0.05)}L${num(x + s * 0.09)} ${num(y)}Z`,
      shade(mix(color, "#6b4a33", 0.8), 0.2),
    ) +
    oval(x, y - s * 1.2, s * 0.5, s * 0.56, color) +
    oval(x - s * 0.3, y - s * 0.96, s * 0.36, s * 0.34, shade(color, 0.12)) +
    oval(x + s * 0.26, y - s * 1.02, s * 0.36, s * 0.36, tint(color, 0.1)) +
    line(`M${num(x)} ${num(y - s * 0.6)}l${num(s * 0.16)} ${num(-s * 0.22)}`, shade(color, 0.6), s * 0.03, 0.5)
  );
}
