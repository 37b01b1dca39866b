import { normals, resample } from "../core/curves.ts";
import { at, type Point } from "../core/geometry.ts";
import type { HairInk } from "./hair-ink.ts";

/** The outline broken into locks of unlike size, their tips leaning to the side they stand on: spikes and tousled tufts. */
export function spiked(hair: HairInk, outer: readonly Point[], reach: number, count: number): Point[] {
  const line1 = resample(outer, count * 3 + 1);
  const side = normals(line1);
  return line1.flatMap((point, i): Point[] => {
    if (i === 0 || i === line1.length - 1) return [point];
    const [x, y] = point;
    const length = Math.hypot(x, y + 10) || 1;
    const out: Point = [x / length, (y + 10) / length];
    if (i % 3 !== 1) return [[x - out[0] * reach * 0.2, y - out[1] * reach * 0.2]];
    const [nx, ny] = at(side, i);
    const push = reach * (0.5 + hair.random() * 0.75);
    const lean = (x > -8 ? 1 : -1) * push * (0.35 + hair.random() * 0.4);
    // The tangent is the normal turned by a quarter.
    const tip: Point = [x + out[0] * push + ny * lean, y + out[1] * push - nx * lean];
    // Short locks end round.
    return reach < 10 ? [tip] : [tip, tip];
  });
}
