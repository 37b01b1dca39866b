import { lerp } from "../core/geometry.ts";
import { range, stream } from "../core/random.ts";
import type { Aging } from "./age.ts";
import type { Build } from "./build.ts";
import type { Gender } from "./gender.ts";
import type { Origin } from "./skin.ts";

/** Shape of a face; sizes are factors around 1, tilts are head units (a head is 150 high). */
export type FaceShape = {
  readonly width: number;
  readonly jaw: number;
  readonly chin: number;
  readonly cheek: number;
  readonly eyeSize: number;
  readonly eyeTilt: number;
  readonly eyeGap: number;
  readonly crease: number;
  readonly browHeight: number;
  readonly browThickness: number;
  readonly browArch: number;
  readonly noseWidth: number;
  readonly noseLength: number;
  readonly noseBridge: number;
  readonly lips: number;
  readonly mouthWidth: number;
  readonly ears: number;
  /** How much lower than a grown-up's eyes, nose and brows sit, in head units. */
  readonly low: number;
};

/** The face that goes with a person, from the identity seed. */
export function faceOf(seed: number, person: { origin: Origin; gender: Gender; age: Aging; build: Build }): FaceShape {
  const { origin, gender, age, build } = person;
  const random = stream(seed, "face");
  const child = age.young;
  const masculine = lerp(0.4, gender.masculine, age.grown);
  return {
    low: child * 7,
    width: range(random, 0.96, 1.04) + build.face * 0.05 + child * 0.03,
    jaw: lerp(0.92, 1.08, masculine) * range(random, 0.95, 1.05) + build.face * 0.07 + child * 0.03,
    chin: lerp(0.84, 1.12, masculine) * range(random, 0.9, 1.1) - child * 0.08,
    cheek: 1 + build.face * 0.045 + child * 0.055,
    eyeSize: age.eyes * lerp(1.06, 0.95, masculine) * range(random, 0.95, 1.05),
    eyeTilt: range(random, -0.6, 2.2) + (origin.crease[0] < 0.3 ? 0.9 : 0),
    eyeGap: range(random, 0.96, 1.04),
    crease: range(random, ...origin.crease),
    browHeight: range(random, -1.5, 1.5),
    browThickness: lerp(2.5, 4.6, masculine) * range(random, 0.85, 1.15) * (1 - child * 0.42),
    browArch: lerp(4.6, 2.2, masculine) * range(random, 0.8, 1.2),
    noseWidth: range(random, ...origin.nose) * lerp(0.94, 1.1, masculine) * (1 - child * 0.2),
    noseLength: range(random, 0.94, 1.07) - child * 0.22 + age.wrinkles * 0.06,
    noseBridge: range(random, 0.7, 1.3) * (1 - child * 0.5) * (origin.nose[1] > 1.2 ? 0.7 : 1),
    lips:
      range(random, ...origin.lips) *
      lerp(1.12, 0.86, gender.masculine) *
      (1 - age.wrinkles * 0.25) *
      (1 - child * 0.1),
    mouthWidth: range(random, 0.93, 1.07) * lerp(0.97, 1.06, masculine) - child * 0.14,
    ears: range(random, 0.94, 1.08) + age.wrinkles * 0.1,
  };
}
