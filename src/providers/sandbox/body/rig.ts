import {
  clamp,
  interpolate,
  type LimbEnds,
  lerp,
  limb,
  type Point,
  pairs,
  resample,
  type Widths,
} from "../core/geometry.ts";
import type { Traits } from "../traits/traits.ts";
import type { ArmPose, Shot } from "./shot.ts";

/** The side from which the figure is seen. `side` is an exact right profile, facing +x. */
export type View = "front" | "side" | "back";

/** A limb's centre line, from the body outwards, with its half widths. */
type Limb = { readonly centre: readonly Point[]; readonly widths: Widths };

/** An arm in its pose. `far` is the arm on the far side of the body in profile. */
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

/** A leg in its pose. `far` is the leg on the far side of the body in profile. */
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
/** Height of the ground in body units. */
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

/** Half widths of a bare arm: deltoid, biceps, elbow, forearm, wrist. */
export function armWidths(frame: Frame, muscle: number): Widths {
  const w = frame.arm;
  return pairs`0 ${23 * w}, 0.14 ${(24 + muscle * 3) * w}, 0.3 ${(20.5 + muscle * 2) * w}, 0.5 ${16.5 * w},
    0.63 ${(18 + muscle * 1.5) * w}, 0.88 ${12.4 * Math.sqrt(w * frame.k)},
    1 ${11.4 * Math.sqrt(w * frame.k)}`;
}

/**
 * Sample points per limb, which outlines and positions are computed from. They are cached because clothes reuse them
 * often.
 */
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

/** Height of the footplates of a chair above the ground, in thousandths. */
export const FOOTPLATE = 34;

/** The same body on a seat: everything above the legs is lower, so that the thighs lie at the height of the knees. */
export function seatedFrame(frame: Frame): Frame {
  const drop = frame.knee - 8 * frame.k - frame.crotch;
  const { crown, eyeLine, chin, shoulder, chest, waist, hip, crotch } = frame;
  return {
    ...frame,
    seated: true,
    crown: crown + drop,
    eyeLine: eyeLine + drop,
    chin: chin + drop,
    shoulder: shoulder + drop,
    chest: chest + drop,
    waist: waist + drop,
    hip: hip + drop,
    crotch: crotch + drop,
  };
}

/** Both legs from the front or from behind: the thighs come towards the viewer or go away, only the shanks show. */
export function seatedFacingLegs(frame: Frame): Leg[] {
  const { k, leg: w } = frame;
  const thigh = frame.hipHalf * 0.5;
  const widths = pairs`0 ${thigh}, 0.22 ${Math.min(36 * w, thigh * 0.98)}, 0.4 ${27 * w}, 0.62 ${25 * w},
    0.92 ${14.5 * Math.sqrt(w * k)}, 1 ${14.5 * Math.sqrt(w * k)}`;
  return ([-1, 1] as const).map((side): Leg => {
    const sole: Point = [side * (thigh * 0.86 + 6 * k), GROUND - FOOTPLATE * k];
    const hip: Point = [side * thigh, frame.hip + 14 * k];
    const knee: Point = [side * (thigh + 8 * k), frame.knee + 8 * k];
    const centre = bent(hip, knee, [sole[0], sole[1] - 50 * k]);
    return { side, far: false, centre, widths, sole, footTurn: side * 12 };
  });
}

/** Both legs in profile, the far one first. */
export function seatedProfileLegs(frame: Frame): Leg[] {
  const { k, leg: w } = frame;
  const seat = 45 * (frame.hipHalf / 84);
  const widths = pairs`0 ${seat}, 0.22 ${Math.min(41 * w, seat)}, 0.5 ${30 * w}, 0.6 ${28 * w}, 0.72 ${27 * w},
    0.93 ${16 * Math.sqrt(w * k)}, 1 ${16 * Math.sqrt(w * k)}`;
  const thigh = (GROUND - frame.knee) * 0.8;
  return ([true, false] as const).map((far): Leg => {
    const shift = (far ? 12 : 0) * k;
    const hip: Point = [-6 * k + shift, frame.crotch - 24 * k];
    const knee: Point = [hip[0] + thigh, frame.knee - 26 * k - shift * 0.3];
    const sole: Point = [knee[0] + 16 * k, GROUND - FOOTPLATE * k - shift * 0.3];
    const centre = bent(hip, [lerp(knee[0], sole[0], 0.1), knee[1]], [sole[0], sole[1] - 50 * k]);
    return { side: far ? -1 : 1, far, centre, widths, sole, footTurn: 0 };
  });
}
