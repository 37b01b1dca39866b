/** A point in the units of the group that draws it; y grows downwards. */
export type Point = readonly [number, number];

/** Text of a coordinate with one decimal, which is finer than a pixel at every scale used. */
export function num(value: number): string {
  // Assembled from whole numbers, because formatting fractions took a fifth of the time of a drawing.
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

/** A share `t` of the way from one number to another. */
export const lerp = (from: number, to: number, t: number): number => from + (to - from) * t;

/** The number, moved into the interval when it lies outside. */
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

type Token = number | "!";
type Hole = number | Point | readonly Point[];

const compiled = new WeakMap<TemplateStringsArray, readonly (readonly Token[])[]>();

function tokens(strings: TemplateStringsArray): readonly (readonly Token[])[] {
  const known = compiled.get(strings);
  if (known !== undefined) return known;
  const parsed = strings.map((text) =>
    (text.match(/-?[\d.]+|!/g) ?? []).map((token): Token => (token === "!" ? "!" : Number(token))),
  );
  compiled.set(strings, parsed);
  return parsed;
}

/**
 * Points (or rows of a two-column table) written as text: `pairs`0 -78, 26 -74!, ${x} ${y}``. A `!` doubles the pair
 * before it, which makes a corner in a smooth curve. Interpolated values are numbers, pairs, or lists of pairs. The
 * text of a template is parsed only once.
 */
export function pairs(strings: TemplateStringsArray, ...holes: readonly Hole[]): Point[] {
  const result: Point[] = [];
  let first: number | undefined;
  const take = (value: number): void => {
    if (first === undefined) first = value;
    else {
      result.push([first, value]);
      first = undefined;
    }
  };
  tokens(strings).forEach((chunk, i) => {
    for (const token of chunk) {
      const last = result[result.length - 1];
      if (token !== "!") take(token);
      else if (last !== undefined) result.push(last);
    }
    const hole = holes[i];
    if (hole === undefined) return;
    if (typeof hole === "number") take(hole);
    else if (isPoint(hole)) result.push(hole);
    else result.push(...hole);
  });
  return result;
}

const isPoint = (hole: Point | readonly Point[]): hole is Point => typeof hole[0] === "number";

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

/** The unit normal at each point, to the right of the direction of the curve. */
export function normals(points: readonly Point[]): Point[] {
  return points.map((_, i): Point => {
    const from = at(points, Math.max(0, i - 1));
    const to = at(points, Math.min(points.length - 1, i + 1));
    const length = distance(from, to) || 1;
    return [-(to[1] - from[1]) / length, (to[0] - from[0]) / length];
  });
}

/**
 * The curve swung sideways by a sine of the given amplitude and wavelength. The swing grows from zero at the start.
 */
export function waved(points: readonly Point[], amplitude: number, wavelength: number, phase = 0): Point[] {
  const length = curveLength(points);
  const count = Math.max(4, Math.round((length / wavelength) * 6));
  const line = resample(points, count);
  const side = normals(line);
  return line.map(([x, y], i): Point => {
    const way = (i / (count - 1)) * length;
    const swing = amplitude * Math.min(1, way / wavelength) * Math.sin((way / wavelength) * 2 * Math.PI + phase);
    const [nx, ny] = at(side, i);
    return [x + nx * swing, y + ny * swing];
  });
}

/** Curve a share `t` of the way from one curve to another, point by point. */
export function blend(from: readonly Point[], to: readonly Point[], t: number, count = 9): Point[] {
  const [a, b] = [resample(from, count), resample(to, count)];
  return a.map(([x, y], i): Point => [lerp(x, at(b, i)[0], t), lerp(y, at(b, i)[1], t)]);
}

/** The length of a Bézier handle as a share of the chord between the neighbours (Catmull-Rom). */
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

/** The points mirrored on the vertical axis at x, in reverse order so that they continue an outline. */
export function mirrored(points: readonly Point[], axis = 0): Point[] {
  return points.map(([x, y]): Point => [2 * axis - x, y]).reverse();
}

/** A closed outline from its right half, given from top to bottom; ends on the axis stay smooth. */
export function symmetric(half: readonly Point[], axis = 0): Point[] {
  const last = half.length - 1;
  const left = mirrored(half, axis).filter((_, i) => !((i === 0 || i === last) && at(half, last - i)[0] === axis));
  return [...half, ...left];
}

/** Half widths along a limb: rows of `[share of the way, half width]`. */
export type Widths = readonly (readonly [number, number])[];

/** How a limb's outline ends; round on both ends by default. */
export type LimbEnds = { readonly start?: "flat" | "round"; readonly end?: "flat" | "round" | "point" };

/** Outline of a limb along a centre line; widths are spread over the line by share of its points. */
export function limbOutline(centre: readonly Point[], widths: Widths, ends: LimbEnds = {}): Point[] {
  const side = normals(centre);
  const last = centre.length - 1;
  const left: Point[] = [];
  const right: Point[] = [];
  centre.forEach(([x, y], i) => {
    const half = interpolate(widths, i / last);
    const [nx, ny] = at(side, i);
    left.push([x - nx * half, y - ny * half]);
    right.push([x + nx * half, y + ny * half]);
  });
  const start = ends.start ?? "round";
  const end = ends.end ?? "round";
  return [
    ...(start === "round" ? [bow(at(centre, 0), at(side, 0), -interpolate(widths, 0))] : [at(left, 0)]),
    ...left,
    ...(end === "round" ? [bow(at(centre, last), at(side, last), interpolate(widths, 1))] : []),
    ...(end === "flat" ? [at(left, last), at(right, last)] : []),
    ...(end === "point" ? [at(centre, last), at(centre, last)] : []),
    ...right.reverse(),
    ...(start === "flat" ? [at(right, last)] : []),
  ];
}

/** The outermost point of a round end. */
const bow = ([x, y]: Point, [nx, ny]: Point, reach: number): Point => [x + ny * reach * 0.9, y - nx * reach * 0.9];

/** Path text of a limb. */
export function limb(centre: readonly Point[], widths: Widths, ends: LimbEnds = {}): string {
  return smooth(limbOutline(centre, widths, ends));
}

/** A thin tapering stroke, as a filled path: fine at both ends. */
export function taper(points: readonly Point[], width: number): string {
  return limb(points, pairs`0 ${width * 0.12}, 0.45 ${width / 2}, 1 ${width * 0.12}`);
}

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
