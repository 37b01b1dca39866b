import { interpolate, lerp, type Point, pairs } from "../core/geometry.ts";
import type { Traits } from "../traits/traits.ts";
import {
  type Arm,
  armWidths,
  bent,
  type Frame,
  frameOf,
  GROUND,
  type Leg,
  type Rig,
  seatedFrame,
  seatedProfileLegs,
} from "./rig.ts";
import type { ArmPose, Shot } from "./shot.ts";

/** The figure in exact right profile, facing +x. */
export function profileRig(traits: Traits, shot: Shot): Rig {
  const sits = traits.details.gear.has("wheelchair");
  const standing = profileFrame(frameOf(traits));
  const frame = sits ? seatedFrame(standing) : standing;
  const { k } = frame;
  const { belly, muscle } = traits.build;
  const deep = frame.chestHalf / 78;
  const broad = frame.waistHalf / 66;
  const seat = frame.hipHalf / 84;
  const stoop = traits.age.stoop;
  const female = 1 - traits.gender.masculine;
  const front: Point[] = pairs`${frame.shoulder} ${24 * deep},
    ${frame.chest + 4 * k} ${(44 + muscle * 8) * deep + frame.bust * 13 * k},
    ${lerp(frame.chest, frame.waist, 0.3)} ${(43 + muscle * 3) * deep + frame.bust * 15 * k},
    ${lerp(frame.chest, frame.waist, 0.62)} ${(39 + belly * 12) * broad},
    ${frame.waist} ${(37 + belly * 24) * broad},
    ${lerp(frame.waist, frame.hip, 0.5)} ${(41 + belly * 24) * broad},
    ${frame.hip} ${(42 + belly * 8) * seat}, ${frame.crotch} ${43 * seat}`;
  const back: Point[] = pairs`${frame.shoulder} ${-(31 + stoop * 20) * deep},
    ${lerp(frame.shoulder, frame.chest, 0.7)} ${-(49 + stoop * 24 + muscle * 3) * deep},
    ${lerp(frame.chest, frame.waist, 0.5)} ${-42 * deep},
    ${frame.waist} ${-(27 + belly * 8) * broad},
    ${lerp(frame.waist, frame.hip, 0.5)} ${-(41 + female * 4) * seat},
    ${frame.hip} ${-(54 + female * 6) * seat}, ${frame.crotch} ${-(49 + female * 3) * seat}`;
  const edge = (y: number, side: 1 | -1, ease = 0): number =>
    interpolate(side === 1 ? front : back, y) + side * ease * k;
  const shoulderX = (-8 + stoop * 6) * k;
  const base: Point = [(-6 + stoop * 12) * k, frame.shoulder];
  const headX = (10 + stoop * 40) * k;
  const near: Point = [shoulderX, frame.shoulder + 30 * k];
  const far: Point = [shoulderX + 9 * k, frame.shoulder + 28 * k];
  return {
    view: "side",
    frame,
    shot,
    light: 1,
    middle: (y) => (edge(y, 1) + edge(y, -1)) / 2,
    edge,
    neck: { top: [headX - 14 * frame.headScale, frame.chin - 30 * k], base },
    head: { x: headX, y: frame.eyeLine + stoop * 26, scale: frame.headScale, tilt: Math.abs(shot.headTilt) * 0.5 - 1 },
    shoulders: [near, near],
    arms: [
      profileArm(shot.arms[0] === "relaxed" ? "loose" : shot.arms[0], far, true, frame, muscle),
      profileArm(shot.arms[1], near, false, frame, muscle),
    ],
    legs: sits ? seatedProfileLegs(frame) : legsOf(frame, traits, shot),
  };
}

function legsOf(frame: Frame, traits: Traits, shot: Shot): Leg[] {
  const { k } = frame;
  const w = frame.leg;
  const widths = pairs`0 ${47 * (frame.hipHalf / 84)}, 0.2 ${Math.min(43 * w, 47 * (frame.hipHalf / 84))}, 0.46 ${29 * w}, 0.56 ${27 * w},
    0.7 ${28 * w}, 0.9 ${16 * Math.sqrt(w * k)}, 1 ${16.5 * Math.sqrt(w * k)}`;
  const stride = (10 + 30 * shot.step) * k;
  const leg = (isFar: boolean): Leg => {
    const hip: Point = [(isFar ? -9 : -5) * k, frame.hip + 6 * k];
    const ankle: Point = [(isFar ? -6 : -14) * k + (isFar ? stride : -4 * k), GROUND - (isFar ? 54 : 50) * k];
    const flex = (isFar ? 8 : 5) + traits.age.stoop * 16;
    const knee: Point = [lerp(hip[0], ankle[0], 0.5) + flex * k, frame.knee];
    return {
      side: isFar ? -1 : 1,
      far: isFar,
      centre: bent(hip, knee, ankle),
      widths,
      sole: [ankle[0], GROUND - (isFar ? 4 * k : 0)],
      footTurn: 0,
    };
  };
  return [leg(true), leg(false)];
}

/** A neck is narrower in profile than from the front, and a strong neck gains mostly in breadth. */
function profileFrame(frame: Frame): Frame {
  const usual = 24 * frame.k;
  return { ...frame, neckHalf: usual + (frame.neckHalf - usual) * (frame.neckHalf > usual ? 0.4 : 1) };
}

/** Wrist and elbow in profile, from the shoulder; +x is forwards. */
function profileTarget(
  pose: ArmPose,
  far: boolean,
  frame: Frame,
): { wrist: Point; elbow: Point; hand: Arm["hand"]; handTurn: number } {
  const { k, upperArm: u, foreArm: f } = frame;
  const down = (elbowBack: number, wristForward: number): { elbow: Point; wrist: Point } => {
    const elbow: Point = [-elbowBack * k, Math.sqrt(Math.max(1, u * u - elbowBack * elbowBack * k * k))];
    const run = wristForward * k + elbowBack * k;
    return { elbow, wrist: [elbow[0] + run, elbow[1] + Math.sqrt(Math.max(1, f * f - run * run))] };
  };
  switch (pose) {
    case "loose":
      return { ...down(12, 30), hand: "relaxed", handTurn: 16 };
    case "hip":
      // The elbow points away from the viewer, so little of the arm shows behind the back and nothing of the hand.
      if (far) return { elbow: [-46 * k, u * 0.94], wrist: [-26 * k, u * 1.24], hand: "hip", handTurn: 40 };
      return { elbow: [-78 * k, u * 0.86], wrist: [4 * k, u * 1.16], hand: "hip", handTurn: 62 };
    case "pocket":
      return { elbow: [-44 * k, u * 0.95], wrist: [16 * k, u * 0.95 + f * 0.86], hand: "thumb", handTurn: 20 };
    case "behind":
      return { elbow: [-46 * k, u * 0.95], wrist: [-62 * k, u * 0.95 + f * 0.9], hand: "clasp", handTurn: -20 };
    case "clasped":
      return { elbow: [-4 * k, u], wrist: [64 * k, u + f * 0.86], hand: "clasp", handTurn: 30 };
    case "folded":
      return { elbow: [4 * k, u * 0.98], wrist: [92 * k, u * 0.78], hand: "tucked", handTurn: 100 };
    case "wave":
      return { elbow: [78 * k, u * 0.8], wrist: [136 * k, u * 0.8 - f * 0.9], hand: "open", handTurn: 168 };
    case "hold":
      return { elbow: [-14 * k, u * 0.98], wrist: [72 * k, u + f * 0.66], hand: "fist", handTurn: 20 };
    default:
      return { ...down(8, 12), hand: "relaxed", handTurn: 8 };
  }
}

/** An arm in profile; the far one is drawn before the body. */
function profileArm(pose: ArmPose, shoulder: Point, far: boolean, frame: Frame, muscle: number): Arm {
  const own = profileTarget(pose, far, frame);
  return {
    side: far ? -1 : 1,
    pose,
    far,
    centre: bent(
      shoulder,
      [shoulder[0] + own.elbow[0], shoulder[1] + own.elbow[1]],
      [shoulder[0] + own.wrist[0], shoulder[1] + own.wrist[1]],
    ),
    widths: armWidths(frame, muscle).map(([t, w]) => [t, w * (t < 0.4 ? 1.08 : 1)] as const),
    layer: far ? "under" : "over",
    handTurn: own.handTurn,
    hand: own.hand,
  };
}
