import { at, lerp, type Point } from "./geometry.ts";

/** Steps for each stretch between two given points; enough for outlines of a few hundred px. */
const STEPS = 8;

function catmullRom(before: Point, from: Point, to: Point, after: Point, t: number): Point {
  const axis = (p0: number, p1: number, p2: number, p3: number): number =>
    p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
  return [axis(before[0], from[0], to[0], after[0]), axis(before[1], from[1], to[1], after[1])];
}

function dense(points: readonly Point[], closed: boolean): Point[] {
  const count = points.length;
  const near = (index: number): Point =>
    closed ? at(points, (index + count) % count) : at(points, Math.min(count - 1, Math.max(0, index)));
  const result: Point[] = [at(points, 0)];
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    for (let step = 1; step <= STEPS; step++) {
      result.push(catmullRom(near(i - 1), near(i), near(i + 1), near(i + 2), step / STEPS));
    }
  }
  return result;
}

const distance = (a: Point, b: Point): number => Math.sqrt((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2);

/** Points at equal distances along the smooth curve: `count` of them, ends included when it is open. */
export function resample(points: readonly Point[], count: number, closed = false): Point[] {
  const line = dense(points, closed);
  const lengths = [0];
  for (let i = 1; i < line.length; i++) lengths.push(at(lengths, i - 1) + distance(at(line, i - 1), at(line, i)));
  const total = at(lengths, lengths.length - 1);
  const result: Point[] = [];
  let j = 1;
  for (let i = 0; i < count; i++) {
    const target = (total * i) / (closed ? count : Math.max(1, count - 1));
    while (j < line.length - 1 && at(lengths, j) < target) j++;
    const span = at(lengths, j) - at(lengths, j - 1);
    const t = span === 0 ? 0 : Math.min(1, (target - at(lengths, j - 1)) / span);
    const [from, to] = [at(line, j - 1), at(line, j)];
    result.push([lerp(from[0], to[0], t), lerp(from[1], to[1], t)]);
  }
  return result;
}

/** Length of the smooth curve through the points. */
export function curveLength(points: readonly Point[], closed = false): number {
  const line = dense(points, closed);
  let total = 0;
  for (let i = 1; i < line.length; i++) total += distance(at(line, i - 1), at(line, i));
  return total;
}

/** Unit normal to the right of the way at each point. */
export function normals(points: readonly Point[]): Point[] {
  return points.map((_, i): Point => {
    const from = at(points, Math.max(0, i - 1));
    const to = at(points, Math.min(points.length - 1, i + 1));
    const length = distance(from, to) || 1;
    return [-(to[1] - from[1]) / length, (to[0] - from[0]) / length];
  });
}
