import { type Color, shade, tint } from "../core/color.ts";
import { num, type Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import { pick, range } from "../core/random.ts";
import { smooth, straight } from "../core/shapes.ts";
import { fill, line, oval } from "../core/sheet.ts";
import { cloud, type Place } from "./place.ts";

export const many = (count: number, draw: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => draw(i)).join("");

export const clouds = (place: Place, color: Color, opacity: number, count = 4): string =>
  many(count, () =>
    cloud(
      place,
      place.random() * place.width,
      range(place.random, 0.06, 0.34) * place.height,
      range(place.random, 4, 9),
      color,
      opacity,
    ),
  );

export function stars({ width, horizon, random, u }: Place, count: number): string {
  return many(count, () =>
    oval(
      random() * width,
      random() * horizon,
      ...((r) => [r, r] as const)(u * range(random, 0.08, 0.28)),
      "#ffffff",
      range(random, 0.3, 1),
    ),
  );
}

export function palm({ u, horizon }: Place, x: number): string {
  const base = horizon + u * 5;
  const top: Point = [x + u * 5, horizon - u * 42];
  const leaves = [-1.3, -0.7, -0.1, 0.5, 1.1]
    .map((t) =>
      fill(
        smooth(pairs`${top}, ${top[0] + t * u * 11} ${top[1] - u * (6 - Math.abs(t) * 2)},
    ${top[0] + t * u * 20} ${top[1] + u * (3 + Math.abs(t) * 7)},
    ${top[0] + t * u * 10} ${top[1] - u * 1}`),
        t < 0 ? "#3f8a5b" : "#56a066",
      ),
    )
    .join("");
  return line(smooth(pairs`${x - u * 2} ${base}, ${x} ${horizon - u * 20}, ${top}`, false), "#8a6848", u * 2) + leaves;
}

export const grass = ({ width, height, u, random }: Place, color: Color): string =>
  fill(
    many(
      46,
      () =>
        `M${num(random() * width)} ${num(height + u)}q${num(u * 0.6)} ${num(-u * 5)} ${num(u * (random() * 3 - 0.8))} ${num(-u * range(random, 4, 8))}q${num(u * 0.7)} ${num(u * 4)} ${num(u * 1.2)} ${num(u * 8)}z`,
    ),
    color,
    0.85,
  );

export function peaks({ width, horizon, height, random }: Place, top: number, color: Color): string {
  return many(5, (i) => {
    const [x, y] = [
      (i + range(random, 0, 0.8)) * (width / 4.4) - width * 0.05,
      horizon - height * top * range(random, 0.7, 1),
    ];
    const w = width * range(random, 0.2, 0.32);
    return (
      fill(straight(pairs`${x - w} ${horizon + 1}, ${x} ${y}, ${x + w} ${horizon + 1}`), color) +
      fill(straight(pairs`${x} ${y}, ${x + w} ${horizon + 1}, ${x + w * 0.2} ${horizon + 1}`), shade(color, 0.14)) +
      fill(
        straight(pairs`${x - w * 0.22} ${y + (horizon - y) * 0.22}, ${x} ${y},
    ${x + w * 0.22} ${y + (horizon - y) * 0.22}, ${x + w * 0.06} ${y + (horizon - y) * 0.16},
    ${x - w * 0.05} ${y + (horizon - y) * 0.25}`),
        "#ffffff",
        0.9,
      )
    );
  });
}

export function cactus({ u }: Place, x: number, y: number, size: number): string {
  const s = size * u * 0.1;
  return (
    line(`M${num(x)} ${num(y)}V${num(y - s * 9)}`, "#5f8a52", s * 2) +
    line(
      `M${num(x)} ${num(y - s * 4)}H${num(x + s * 3)}V${num(y - s * 7)}M${num(x)} ${num(y - s * 3)}H${num(x - s * 3)}V${num(y - s * 6)}`,
      "#6b975c",
      s * 1.3,
    )
  );
}

export const pine = ({ u }: Place, x: number, y: number, size: number, color: Color): string =>
  [0, 1, 2]
    .map((i) =>
      fill(
        straight(pairs`${x - size * u * (0.3 - i * 0.07)} ${y - size * u * i * 0.28},
    ${x} ${y - size * u * (0.5 + i * 0.28)},
    ${x + size * u * (0.3 - i * 0.07)} ${y - size * u * i * 0.28}`),
        tint(color, i * 0.1),
      ),
    )
    .join("");

export const flowerDots = ({ width, u, random }: Place, top: number, bottom: number, count: number): string =>
  many(count, () =>
    oval(
      random() * width,
      range(random, top, bottom),
      ...((r) => [r, r] as const)(u * range(random, 0.4, 0.9)),
      pick(random, ["#f4d774", "#ee8fa8", "#ffffff", "#b48fd0"]),
      0.9,
    ),
  );

export function coral({ u, random, width, horizon }: Place): string {
  const [x, y, s] = [random() * width, horizon + u * range(random, 1, 8), u * range(random, 4, 9)];
  const color = pick(random, ["#e9806d", "#d95f8c", "#e0b04a", "#7fb069"]);
  return line(
    `M${num(x)} ${num(y)}q${num(s * 0.2)} ${num(-s)} ${num(-s * 0.2)} ${num(-s * 2)}M${num(x)} ${num(y - s * 0.7)}q${num(s * 0.7)} ${num(-s * 0.3)} ${num(s * 0.7)} ${num(-s * 1.1)}M${num(x)} ${num(y - s * 0.4)}q${num(-s * 0.8)} ${num(-s * 0.2)} ${num(-s * 0.8)} ${num(-s)}`,
    color,
    s * 0.3,
  );
}
