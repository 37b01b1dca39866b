import { resample } from "../core/curves.ts";
import type { Point } from "../core/geometry.ts";
import type { HairInk } from "./hair-ink.ts";

/** The outline with its points pushed out and in by turns: spikes and tousled tufts. */
export function spiked(hair: HairInk, outer: readonly Point[], reach: number, count: number): Point[] {
  const line1 = resample(outer, count * 2 + 1);
  return line1.flatMap((point, i): Point[] => {
    if (i === 0 || i === line1.length - 1) return [point];
    const [x, y] = point;
    const length = Math.hypot(x, y + 10) || 1;
    const push = i % 2 === 1 ? reach * (0.65 + hair.random() * 0.6) : -reach * 0.25;
    const tip: Point = [x + (x / length) * push + (i % 2 === 1 ? 2.4 : 0), y + ((y + 10) / length) * push];
    return i % 2 === 1 ? [tip, tip] : [tip];
  });
}
