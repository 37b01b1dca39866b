import type { Expression } from "../body/shot.ts";
import type { Color } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";

/** How far the lids are open, and how far the lower lid is pushed up by the cheek. */
export const LIDS: Record<Expression, readonly [number, number]> = {
  calm: [0.94, 0],
  smile: [0.9, 0.16],
  grin: [0.84, 0.28],
  laugh: [0.66, 0.5],
  smirk: [0.84, 0.12],
  serious: [0.8, 0.06],
  curious: [1.1, 0],
};

export type Eye = {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly low: number;
  readonly tilt: number;
  readonly s: 1 | -1;
  readonly iris: Color;
};

export function opening({ x, y, w, h, low, tilt, s }: Eye): Point[] {
  return pairs`${x - s * w} ${y + 2.4}!, ${x - s * w * 0.55} ${y - h * 0.66}, ${x + s * w * 0.02} ${y - h},
    ${x + s * w * 0.58} ${y - h * 0.8 - tilt * 0.3}, ${x + s * w} ${y - tilt}!,
    ${x + s * w * 0.55} ${y + low * 0.72 - tilt * 0.2}, ${x - s * w * 0.05} ${y + low},
    ${x - s * w * 0.6} ${y + low * 0.82}`;
}
