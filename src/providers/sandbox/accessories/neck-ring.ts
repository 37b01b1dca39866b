import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";

type Ring = {
  readonly x: number;
  readonly y: number;
  readonly front: number;
  readonly back: number;
  readonly k: number;
};

/** Half widths around the neck, forwards and backwards in profile. */
export function ringOf(ink: Ink): Ring {
  const { frame, neck, view } = ink.rig;
  const [x, y] = neck.base;
  const half = frame.neckHalf;
  return {
    x,
    y,
    k: frame.k,
    front: view === "side" ? half * 1.05 : half * 1.16,
    back: view === "side" ? half * 1.12 : half * 1.16,
  };
}

export function loop(ink: Ink, drop: number): Point[] {
  const { x, y, k, front, back } = ringOf(ink);
  const { view } = ink.rig;
  if (view === "back") return pairs`${x - back} ${y - 14 * k}, ${x} ${y - 8 * k}, ${x + front} ${y - 14 * k}`;
  if (view === "side")
    return pairs`${x - back * 0.9} ${y - 18 * k}, ${x + front * 0.2} ${y + 6 * k},
    ${x + front * 1.15} ${y + drop * 0.6 * k}`;
  return pairs`${x - back} ${y - 12 * k}, ${x - back * 0.72} ${y + drop * 0.55 * k}, ${x} ${y + drop * k},
    ${x + front * 0.72} ${y + drop * 0.55 * k}, ${x + front} ${y - 12 * k}`;
}
