import { resample } from "./curves.ts";
import { at, num, type Point } from "./geometry.ts";

/** Outline of round bumps around a closed curve: curls and coils. Each bump is about `size` wide. */
export function scalloped(points: readonly Point[], size: number, random: () => number): string {
  const rough = resample(points, Math.max(8, Math.round(outlineLength(points) / size)), true);
  const dots = rough.map(([x, y]): Point => [x + (random() - 0.5) * size * 0.35, y + (random() - 0.5) * size * 0.35]);
  const [x0, y0] = at(dots, 0);
  let path = `M${num(x0)} ${num(y0)}`;
  for (let i = 1; i <= dots.length; i++) {
    const from = at(dots, i - 1);
    const to = at(dots, i % dots.length);
    const radius = num(Math.max(1, Math.hypot(to[0] - from[0], to[1] - from[1]) * 0.56));
    path += `A${radius} ${radius} 0 0 1 ${num(to[0])} ${num(to[1])}`;
  }
  return `${path}Z`;
}

function outlineLength(points: readonly Point[]): number {
  const ring = resample(points, 48, true);
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = at(ring, (i + 1) % ring.length);
    return sum + Math.hypot(nextX - x, nextY - y);
  }, 0);
}
