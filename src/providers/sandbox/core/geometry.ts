/** A point in the units of the group that draws it; y grows downwards. */
export type Point = readonly [number, number];

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

export const lerp = (from: number, to: number, t: number): number => from + (to - from) * t;

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

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
