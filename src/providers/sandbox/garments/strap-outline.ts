import { lerp, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { type Cut, clothEdge, clothOutline } from "./torso.ts";

export function strapOutline(ink: Ink, cut: Cut): Point[] {
  const { rig } = ink;
  const { frame, view } = rig;
  const full = clothOutline(rig, cut);
  const below = full.filter(([, y]) => y > frame.chest - 2);
  const low = frame.chest - (view === "back" ? 30 : 12) * frame.k;
  if (view === "side") {
    const x = rig.neck.base[0];
    const k = frame.k;
    return pairs`${x - 20 * k} ${frame.shoulder - 2 * k}, ${x + 4 * k} ${frame.shoulder}!,
    ${rig.edge(frame.chest - 30 * k, 1) - 6 * k} ${frame.chest - 26 * k}, ${below},
    ${rig.edge(frame.chest, -1)} ${frame.chest - 10 * k}, ${x - 34 * k} ${frame.chest - 50 * k},
    ${x - 20 * k} ${frame.shoulder - 2 * k}`;
  }
  const strap = (side: 1 | -1): Point[] => {
    const x = (t: number): number => rig.neck.base[0] + side * lerp(frame.neckHalf, frame.shoulderHalf * 0.9, t);
    const y = (t: number): number =>
      lerp(frame.shoulder - 6 * frame.k, rig.shoulders[side === 1 ? 1 : 0][1] - 12 * frame.arm, t);
    const arm: Point = [clothEdge(rig, cut, frame.chest, side) - side * 13 * frame.k, frame.chest - 32 * frame.k];
    return pairs`${x(0.02)} ${low - 34 * frame.k}, ${x(0.24)} ${y(0.3)}!, ${x(0.52)} ${y(0.5)}!, ${arm}`;
  };
  return [[rig.neck.base[0], low], ...strap(1), ...below, ...strap(-1).reverse()];
}
