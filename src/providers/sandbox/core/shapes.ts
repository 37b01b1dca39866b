import { at, num, type Point } from "./geometry.ts";

/** Smooth curves get a third of the way to their neighbours' chord: the Catmull-Rom tangent as a Bézier handle. */
const HANDLE = 1 / 6;

/** A sharp corner in a smooth curve: the point twice. */
export function corner(x: number, y: number): Point[] {
  return [
    [x, y],
    [x, y],
  ];
}

/** Path text of a smooth curve through the points. A point given twice makes a corner. */
export function smooth(points: readonly Point[], closed = true): string {
  const count = points.length;
  const near = (index: number): Point =>
    closed ? at(points, (index + count) % count) : at(points, Math.min(count - 1, Math.max(0, index)));
  const [x0, y0] = at(points, 0);
  let path = `M${num(x0)} ${num(y0)}`;
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [before, from, to, after] = [near(i - 1), near(i), near(i + 1), near(i + 2)];
    if (from[0] === to[0] && from[1] === to[1]) continue;
    const c1 = `${num(from[0] + (to[0] - before[0]) * HANDLE)} ${num(from[1] + (to[1] - before[1]) * HANDLE)}`;
    const c2 = `${num(to[0] - (after[0] - from[0]) * HANDLE)} ${num(to[1] - (after[1] - from[1]) * HANDLE)}`;
    path += `C${c1} ${c2} ${num(to[0])} ${num(to[1])}`;
  }
  return closed ? `${path}Z` : path;
}

/** Path text of straight lines through the points. */
export function straight(points: readonly Point[], closed = true): string {
  return `M${points.map(([x, y]) => `${num(x)} ${num(y)}`).join("L")}${closed ? "Z" : ""}`;
}

/** The points mirrored on the vertical axis at x, in reverse order so that an outline goes on. */
export function mirrored(points: readonly Point[], axis = 0): Point[] {
  return points.map(([x, y]): Point => [2 * axis - x, y]).reverse();
}

/** A closed outline from its right half, given from top to bottom; ends on the axis stay smooth. */
export function symmetric(half: readonly Point[], axis = 0): Point[] {
  const last = half.length - 1;
  const left = mirrored(half, axis).filter((_, i) => !((i === 0 || i === last) && at(half, last - i)[0] === axis));
  return [...half, ...left];
}
