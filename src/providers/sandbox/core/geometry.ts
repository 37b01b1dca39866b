/** A point in the units of the group that draws it; y grows downwards. */
export type Point = readonly [number, number];

/** Smooth curves get a third of the way to their neighbours' chord: the Catmull-Rom tangent as a Bézier handle. */
const HANDLE = 1 / 6;

/** Text of a coordinate: one decimal is finer than a pixel at every zoom that is drawn. */
export function num(value: number): string {
  // Put together from whole numbers: printing fractions was a fifth of the time of a drawing.
  const tenths = Math.round(value * 10);
  if (tenths % 10 === 0) return String(tenths / 10);
  const whole = Math.trunc(tenths / 10);
  return `${whole === 0 && tenths < 0 ? "-" : ""}${whole}.${Math.abs(tenths % 10)}`;
}

/** The item at an index that is known to exist. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item at ${index} of ${items.length}`);
  return item;
}

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

export const lerp = (from: number, to: number, t: number): number => from + (to - from) * t;

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export const between = (from: Point, to: Point, t: number): Point => [lerp(from[0], to[0], t), lerp(from[1], to[1], t)];

/** The point moved by an angle in degrees (0 = down, positive = towards +x) and a distance. */
export function polar(from: Point, degrees: number, distance: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return [from[0] + Math.sin(angle) * distance, from[1] + Math.cos(angle) * distance];
}

/** Value of a table of `[at, value]` rows, eased between rows and constant outside. */
export function interpolate(table: readonly (readonly [number, number])[], x: number): number {
  const last = at(table, table.length - 1);
  if (x >= last[0]) return last[1];
  for (let i = table.length - 2; i >= 0; i--) {
    const [from, to] = [at(table, i), at(table, i + 1)];
    if (x < from[0]) continue;
    const t = (x - from[0]) / (to[0] - from[0]);
    return lerp(from[1], to[1], t * t * (3 - 2 * t));
  }
  return at(table, 0)[1];
}
