import type { Rig } from "../body/rig.ts";
import { clamp, lerp, type Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";

/** What an outline of the upper body needs to know of a garment. */
export type Cut = {
  readonly ease: number;
  /** Room at the hip, where what is worn below lies under it. */
  readonly over: number;
  readonly hemY: number;
  /** How much wider the hem is than the seat. */
  readonly flare: number;
  /** Half width of the hole for the neck, in thousandths. */
  readonly neck: number;
  /** Cloth hanging straight down from the chest instead of following the waist, 0–1. */
  readonly loose: number;
};

/** Edge of the cloth at a height: the body's edge with room, the fall of loose cloth, and the flare below the seat. */
export function clothEdge(rig: Rig, cut: Cut, y: number, side: 1 | -1): number {
  const { frame } = rig;
  const low = clamp((y - frame.chest) / (frame.hip - frame.chest), 0, 1);
  const body = rig.edge(Math.min(y, frame.crotch), side, lerp(cut.ease, Math.max(cut.ease, cut.over), low));
  const hung = y > frame.chest && y < frame.hip ? lerp(body, hangingEdge(rig, cut, y, side), cut.loose) : body;
  if (y <= frame.hip) return hung;
  const way = (y - frame.hip) / Math.max(1, cut.hemY - frame.hip);
  return hung + side * cut.flare * frame.k * way ** 0.85;
}

function hangingEdge(rig: Rig, cut: Cut, y: number, side: 1 | -1): number {
  const { frame } = rig;
  const chest = rig.edge(frame.chest, side, cut.ease);
  const hip = rig.edge(frame.hip, side, cut.ease);
  const line = lerp(chest, hip, (y - frame.chest) / (frame.hip - frame.chest));
  const body = rig.edge(y, side, cut.ease);
  return side === 1 ? Math.max(line, body) : Math.min(line, body);
}

/** Heights at which the side of a garment is sampled, from the armpit to the hem. */
export function levels(rig: Rig, cut: Cut): number[] {
  const { frame } = rig;
  const all = [
    frame.chest,
    lerp(frame.chest, frame.waist, 0.5),
    frame.waist,
    lerp(frame.waist, frame.hip, 0.5),
    frame.hip,
    lerp(frame.hip, cut.hemY, 0.33),
    lerp(frame.hip, cut.hemY, 0.66),
  ];
  return [...all.filter((y) => y < cut.hemY - 8 * frame.k).sort((a, b) => a - b), cut.hemY];
}

/** One side of a garment from the neck to the hem. */
function clothSide(rig: Rig, cut: Cut, side: 1 | -1): Point[] {
  const down = levels(rig, cut).map((y): Point => [clothEdge(rig, cut, y, side), y]);
  return [...(rig.view === "side" ? profileShoulder(rig, cut, side) : facingShoulder(rig, cut, side)), ...down];
}

function facingShoulder(rig: Rig, cut: Cut, side: 1 | -1): Point[] {
  const { frame, neck } = rig;
  const { k } = frame;
  const [x, y] = rig.shoulders[side === -1 ? 0 : 1];
  const hole = neck.base[0] + side * (frame.neckHalf * 1.06 + cut.neck * k);
  const tip: Point = [x + side * (13 * frame.arm + cut.ease * k * 0.6), y - (14 * frame.arm + cut.ease * 0.5 * k)];
  const high = frame.shoulder - (19 - cut.neck * 0.32) * k;
  return pairs`${hole} ${high}, ${lerp(hole, tip[0], 0.5)} ${lerp(high, tip[1], 0.42) + 2 * k}, ${tip},
    ${tip[0] + side * 6 * k} ${y + 18 * k},
    ${lerp(tip[0], clothEdge(rig, cut, frame.chest, side), 0.6)} ${lerp(y, frame.chest, 0.62)}`;
}

function profileShoulder(rig: Rig, cut: Cut, side: 1 | -1): Point[] {
  const { frame, neck } = rig;
  const { k } = frame;
  const [x, y] = neck.base;
  if (side === 1) {
    return pairs`${x + frame.neckHalf * 0.9} ${y - 8 * k},
    ${rig.edge(frame.shoulder + 14 * k, 1, cut.ease)} ${y + 16 * k},
    ${rig.edge(lerp(frame.shoulder, frame.chest, 0.6), 1, cut.ease)} ${lerp(frame.shoulder, frame.chest, 0.6)}`;
  }
  return pairs`${x - frame.neckHalf * 1.08} ${y - 14 * k},
    ${rig.edge(frame.shoulder + 8 * k, -1, cut.ease)} ${y + 6 * k},
    ${rig.edge(lerp(frame.shoulder, frame.chest, 0.55), -1, cut.ease)} ${lerp(frame.shoulder, frame.chest, 0.55)}`;
}

/** Closed outline of a garment on the upper body; the hem hangs a little lower in the middle. */
export function clothOutline(rig: Rig, cut: Cut): Point[] {
  const right = clothSide(rig, cut, 1);
  const left = clothSide(rig, cut, -1);
  const [rx] = right[right.length - 1] as Point;
  const [lx] = left[left.length - 1] as Point;
  const sag = (rig.view === "side" ? 2 : 5) * rig.frame.k + Math.max(0, cut.flare) * 0.12;
  const top: Point[] = [left[0] as Point, right[0] as Point];
  const hem: Point[] = pairs`${rx} ${cut.hemY}, ${lerp(lx, rx, 0.66)} ${cut.hemY + sag},
    ${lerp(lx, rx, 0.33)} ${cut.hemY + sag}, ${lx} ${cut.hemY}!`;
  return [
    top[0] as Point,
    top[1] as Point,
    top[1] as Point,
    ...right.slice(1),
    ...hem,
    ...left.slice(0, -1).reverse().slice(0, -1),
    top[0] as Point,
  ];
}
