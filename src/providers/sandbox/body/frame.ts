import { clamp, lerp } from "../core/geometry.ts";
import type { Traits } from "../traits/traits.ts";

/**
 * Sizes of a person in body units: the ground is at y = 1000, an average adult's crown at 0, x = 0 is the middle.
 * Widths are half widths.
 */
export type Frame = {
  /** Size against an average adult; scales hands, feet and cloth. */
  readonly k: number;
  readonly crown: number;
  readonly eyeLine: number;
  /** Body units for one head unit (a head is 153 head units high). */
  readonly headScale: number;
  readonly chin: number;
  readonly shoulder: number;
  readonly chest: number;
  readonly waist: number;
  readonly hip: number;
  readonly crotch: number;
  readonly knee: number;
  readonly ankle: number;
  readonly shoulderHalf: number;
  readonly chestHalf: number;
  readonly waistHalf: number;
  readonly hipHalf: number;
  readonly neckHalf: number;
  readonly upperArm: number;
  readonly foreArm: number;
  readonly arm: number;
  readonly leg: number;
  readonly bust: number;
  /** Sits on a chair. */
  readonly seated?: boolean;
};

const HEAD_UNITS = 153;
/** Share of the head above the eye line. */
const ABOVE_EYES = 78 / HEAD_UNITS;
export const GROUND = 1000;

/** The sizes that age, gender and build give. */
export function frameOf({ age, gender, build }: Traits): Frame {
  const k = age.stature * build.stature;
  const height = GROUND * k;
  const small = clamp((1 - build.stature) * 2, 0, 0.5);
  const head =
    age.head * lerp(1, 0.93, small) * lerp(0.985, 1.02, gender.masculine * age.grown) * lerp(1, build.stature, 0.35);
  const crown = GROUND - height;
  const crotch = GROUND - height * (age.legs - small * 0.06);
  const chin = crown + head;
  const shoulder = chin + lerp(22, 43, age.grown) * k;
  const torso = crotch - shoulder;
  const masculine = lerp(0.45, gender.masculine, age.grown);
  const slight = lerp(0.86, 1, age.grown) * k;
  const bony = lerp(0.94, 1, age.grown) * k;
  const chubby = 1 + 0.2 * age.young;
  return {
    k,
    crown,
    eyeLine: crown + head * ABOVE_EYES,
    headScale: head / HEAD_UNITS,
    chin,
    shoulder,
    chest: shoulder + torso * 0.25,
    waist: shoulder + torso * 0.58,
    hip: shoulder + torso * 0.9,
    crotch,
    knee: crotch + (GROUND - crotch) * 0.46,
    ankle: GROUND - 50 * k,
    shoulderHalf: lerp(92, 117, masculine) * build.shoulder * slight,
    chestHalf: lerp(67, 84, masculine) * build.chest * bony,
    waistHalf: lerp(lerp(66, 56, age.grown), 72, masculine) * build.waist * bony * lerp(1, chubby, 0.6),
    hipHalf: lerp(lerp(76, 88, age.grown), 79, masculine) * build.hip * bony,
    neckHalf: lerp(25, 34, masculine) * build.neck * lerp(0.84, 1, age.grown) * k,
    upperArm: height * lerp(0.15, 0.163, age.grown),
    foreArm: height * lerp(0.128, 0.14, age.grown),
    arm: lerp(0.88, 1.08, masculine) * build.arm * bony * chubby,
    leg: lerp(1.02, 1, masculine) * build.leg * bony * chubby,
    bust:
      gender.bust *
      (build.name === "slim" || build.name === "frail"
        ? 0.7
        : build.name === "plus" || build.name === "curvy"
          ? 1.25
          : 1),
  };
}
