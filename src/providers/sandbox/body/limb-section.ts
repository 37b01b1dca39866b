import { resample } from "../core/curves.ts";
import { interpolate, lerp, type Point } from "../core/geometry.ts";
import { type LimbEnds, limb } from "../core/limb.ts";
import type { Arm, Limb } from "./rig.ts";
import type { ArmPose } from "./shot.ts";

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
