import type { DrawContext } from "../body/context.ts";
import type { Frame, Rig } from "../body/rig.ts";
import { type Color, shade, tint } from "../core/color.ts";
import { clamp, lerp, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { clipped, fill, line } from "../core/svg.ts";
import type { ClothPattern } from "../traits/cloth-words.ts";
import { BOTTOMS, type Hem, type Top } from "./catalogue.ts";

/** A garment as worn: its shape, colour and pattern. */
export type Garment = {
  readonly top: Top;
  readonly color: Color;
  readonly pattern: ClothPattern | null;
  readonly accent: Color;
};

/** Half width of the neck hole for each neckline, in thousandths beyond the neck. */
const HOLES: Record<Top["neck"], number> = {
  crew: 5,
  v: 5,
  scoop: 13,
  turtle: 2,
  shirt: 3,
  hood: 6,
  boat: 22,
  mandarin: 2,
  straps: 14,
  wrap: 5,
  polo: 3,
};

/** Measures of a garment on this body. */
export function cutOf(ctx: DrawContext, top: Top): Cut {
  const { frame } = ctx.rig;
  const { bottom } = ctx.traits.outfit;
  const fitted = top.flare !== undefined || top.neck === "straps" || top.ease < 4;
  const trained = ctx.traits.build.muscle > 0.6 ? 0.3 : 1;
  return {
    ease: top.ease,
    over: bottom === null || top.hem === "waist" ? 0 : BOTTOMS[bottom.kind].ease[0] + 2.5,
    hemY: hemAt(frame, top.hem),
    flare: frame.seated ? 0 : (top.flare ?? (top.hem === "seat" ? 2 : 0)) * lerp(0.75, 1, ctx.traits.age.grown),
    neck: HOLES[top.neck],
    loose: (fitted ? 0 : top.ease > 11 ? 0.75 : 0.5) * trained,
  };
}

/** The measures of a garment that its outline depends on. */
export type Cut = {
  readonly ease: number;
  /** Room at the hip for the garment that lies underneath. */
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
function levels(rig: Rig, cut: Cut): number[] {
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

/** Height of a hem on a body. */
function hemAt(frame: Frame, hem: Hem): number {
  // On a seated person, cloth below this height lies on the lap and is drawn with the legs.
  switch (frame.seated && hem !== "waist" && hem !== "hip" ? "seat" : hem) {
    case "waist":
      return frame.waist + 10 * frame.k;
    case "hip":
      return lerp(frame.waist, frame.hip, 0.72);
    case "seat":
      return frame.hip + 12 * frame.k;
    case "thigh":
      return lerp(frame.crotch, frame.knee, 0.42);
    case "knee":
      return frame.knee - 14 * frame.k;
    case "calf":
      return lerp(frame.knee, frame.ankle, 0.52);
    case "ankle":
      return frame.ankle + 12 * frame.k;
  }
}

/** A fold: a dark crease with a lit edge beside it. */
export function fold(points: readonly Point[], color: Color, width = 4, strength = 1): string {
  const lit = points.map(([x, y]): Point => [x + 1.4, y - 2.2]);
  return (
    fill(taper(points, width), shade(color, 0.85), 0.24 * strength) +
    fill(taper(lit, width * 0.55), tint(color, 0.8), 0.16 * strength)
  );
}

/** A seam or stitched line. */
export const seam = (points: readonly Point[], color: Color, width = 1.4): string =>
  line(smooth(points, false), shade(color, 0.7), width, 0.55);

/** Everything drawn inside an outline. */
export const within = (ctx: DrawContext, outline: string, content: string): string =>
  clipped(ctx.defs, outline, content);

/** Outline of a top that hangs from straps. */
export function strapOutline(ctx: DrawContext, cut: Cut): Point[] {
  const { rig } = ctx;
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
