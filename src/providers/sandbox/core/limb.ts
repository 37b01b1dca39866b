import { normals } from "./curves.ts";
import { at, interpolate, type Point } from "./geometry.ts";
import { pairs } from "./pairs.ts";
import { smooth } from "./shapes.ts";

/** Half widths along a limb: rows of `[share of the way, half width]`. */
export type Widths = readonly (readonly [number, number])[];

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
