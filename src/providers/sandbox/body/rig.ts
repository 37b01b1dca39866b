import { resample } from "../core/curves.ts";
import { interpolate, lerp, type Point } from "../core/geometry.ts";
import { type LimbEnds, limb, type Widths } from "../core/limb.ts";
import type { Frame } from "./frame.ts";
import type { ArmPose, Shot } from "./shot.ts";

export type View = "front" | "side" | "back";

/** A limb's centre line, from the body outwards, with its half widths. */
export type Limb = { readonly centre: readonly Point[]; readonly widths: Widths };

export type Arm = Limb & {
  /** The viewer's side. */
  readonly side: 1 | -1;
  readonly pose: ArmPose;
  /** Drawn before the body (`under`) or after it. */
  readonly layer: "under" | "over";
  /** Degrees of the hand: 0 = fingers down, positive towards +x. */
  readonly handTurn: number;
  readonly hand: "relaxed" | "open" | "fist" | "hip" | "hidden" | "thumb" | "clasp" | "tucked";
  readonly far: boolean;
};

export type Leg = Limb & {
  readonly side: 1 | -1;
  readonly far: boolean;
  /** Where the sole stands, and how far the toes turn outwards, in degrees. */
  readonly sole: Point;
  readonly footTurn: number;
};

/** A posed figure: the same for naked skin and for every garment over it. */
export type Rig = {
  readonly view: View;
  readonly frame: Frame;
  readonly shot: Shot;
  /** The viewer's side the light comes from in this view. */
  readonly light: 1 | -1;
  /** Middle of the body at a height. */
  readonly middle: (y: number) => number;
  /** Edge of the body at a height: side 1 = the viewer's right. `ease` is the room of the cloth. */
  readonly edge: (y: number, side: 1 | -1, ease?: number) => number;
  readonly neck: { readonly top: Point; readonly base: Point };
  /** Where head units are placed. */
  readonly head: { readonly x: number; readonly y: number; readonly scale: number; readonly tilt: number };
  readonly shoulders: readonly [Point, Point];
  readonly arms: readonly Arm[];
  readonly legs: readonly Leg[];
};

/** Points along a limb that outlines and places are taken from; kept, since clothes ask for them many times. */
const SAMPLES = 25;
const sampled = new WeakMap<Limb["centre"], readonly Point[]>();

function samples({ centre }: Limb): readonly Point[] {
  const known = sampled.get(centre) ?? resample(centre, SAMPLES);
  sampled.set(centre, known);
  return known;
}

/** Outline of a stretch of a limb, from share `from` to share `to`, with room for cloth at both ends. */
export function section(
  limbOf: Limb,
  from: number,
  to: number,
  ease: readonly [number, number],
  ends: LimbEnds = {},
): string {
  const count = SAMPLES;
  const line = samples(limbOf);
  const first = Math.floor(from * (count - 1));
  const last = Math.max(first + 2, Math.round(to * (count - 1)));
  const centre = line.slice(first, last + 1);
  const widths = centre.map((_, i): readonly [number, number] => {
    const t = i / (centre.length - 1);
    return [t, interpolate(limbOf.widths, lerp(from, to, t)) + lerp(ease[0], ease[1], t)];
  });
  return limb(thinned(centre), widths, ends);
}

/** The outline of an arm from the shoulder down; a sharply bent one is made of two that overlap at the elbow. */
export function armSection(arm: Arm, to: number, ease: readonly [number, number]): string {
  if (to < 0.6 || !SHARP.includes(arm.pose)) return section(arm, 0, to, ease, { end: "flat" });
  const elbow = lerp(ease[0], ease[1], 0.5 / to);
  return section(arm, 0, 0.53, [ease[0], elbow]) + section(arm, 0.47, to, [elbow, ease[1]], { end: "flat" });
}

const SHARP: readonly ArmPose[] = ["wave", "folded", "hip"];

/** Every second point is enough for an outline. */
const thinned = (points: readonly Point[]): Point[] => points.filter((_, i) => i % 2 === 0 || i === points.length - 1);

/** A point on a limb's centre line with the direction there (degrees: 0 = down, positive towards +x). */
export function along(limbOf: Limb, share: number): { point: Point; degrees: number; half: number } {
  const line = samples(limbOf);
  const index = Math.min(23, Math.max(0, Math.round(share * 24)));
  const [from, to] = [line[index] as Point, line[index + 1] as Point];
  const degrees = (Math.atan2(to[0] - from[0], to[1] - from[1]) * 180) / Math.PI;
  return { point: share >= 1 ? to : from, degrees, half: interpolate(limbOf.widths, share) };
}

/** The middle joint of two bones between two points; `bend` is the side it moves to. */
export function joint(from: Point, to: Point, upper: number, lower: number, bend: 1 | -1): Point {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const reach = Math.min(Math.hypot(dx, dy), (upper + lower) * 0.999) || 1;
  const along = (reach * reach + upper * upper - lower * lower) / (2 * reach);
  const out = Math.sqrt(Math.max(0, upper * upper - along * along)) * bend;
  const [ux, uy] = [dx / (Math.hypot(dx, dy) || 1), dy / (Math.hypot(dx, dy) || 1)];
  return [from[0] + ux * along + uy * out, from[1] + uy * along - ux * out];
}

/** The bent line of a limb through its joints, softened at the middle joint. */
export function bent(from: Point, middle: Point, to: Point): Point[] {
  const on = (a: Point, b: Point, t: number): Point => [lerp(a[0], b[0], t), lerp(a[1], b[1], t)];
  return [from, on(from, middle, 0.5), on(from, middle, 0.88), on(middle, to, 0.12), on(middle, to, 0.5), to];
}
