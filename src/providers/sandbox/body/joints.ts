import { lerp, type Point } from "../core/geometry.ts";

/** The middle joint of two bones between two points; `bend` is the side it moves to. */
export function joint(from: Point, to: Point, upper: number, lower: number, bend: 1 | -1): Point {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const reach = Math.min(Math.hypot(dx, dy), (upper + lower) * 0.999) || 1;
  const along = (reach * reach + upper * upper - lower * lower) / (2 * reach);
  const out = Math.sqrt(Math.max(0, upper * upper - along * along)) * bend;
  const [ux, uy] = [dx / (Math.hypot(dx, dy) || 1), dy / (Math.hypot(dx, dy) || 1)];
  return [from[0] + ux * along + uy * out, from[1] + uy * along - ux * out];
}

/** The bent line of a limb through its joints, softened at the middle joint. */
export function bent(from: Point, middle: Point, to: Point): Point[] {
  const on = (a: Point, b: Point, t: number): Point => [lerp(a[0], b[0], t), lerp(a[1], b[1], t)];
  return [from, on(from, middle, 0.5), on(from, middle, 0.88), on(middle, to, 0.12), on(middle, to, 0.5), to];
}
