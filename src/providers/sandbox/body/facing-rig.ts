import { at, interpolate, lerp, type Point, pairs } from "../core/geometry.ts";
import type { Traits } from "../traits/traits.ts";
import {
  type Arm,
  armWidths,
  bent,
  type Frame,
  frameOf,
  GROUND,
  joint,
  type Leg,
  type Rig,
  seatedFacingLegs,
  seatedFrame,
  type View,
} from "./rig.ts";
import type { ArmPose, Shot } from "./shot.ts";

/** The figure from the front or from behind, with its weight on one leg. */
export function facingRig(view: "front" | "back", traits: Traits, shot: Shot): Rig {
  const sits = traits.details.gear.has("wheelchair");
  const frame = sits ? seatedFrame(frameOf(traits)) : frameOf(traits);
  const mirror = view === "front" ? 1 : -1;
  const weight = (shot.weight * mirror) as 1 | -1;
  const swing = sits ? 0 : 15 * frame.k * shot.sway * lerp(0.7, 1, traits.age.grown);
  const middle = (y: number): number =>
    weight *
    interpolate(
      pairs`${frame.shoulder} ${-swing * 0.3}, ${frame.chest} ${-swing * 0.1},
    ${frame.waist} ${swing * 0.45}, ${frame.hip} ${swing}, ${frame.crotch} ${swing}`,
      y,
    );
  const half = (y: number): number =>
    interpolate(
      pairs`${frame.shoulder} ${frame.shoulderHalf * 0.86}, ${frame.chest} ${frame.chestHalf},
    ${lerp(frame.chest, frame.waist, 0.36)} ${frame.chestHalf * lerp(0.95, 0.97, traits.gender.bust)},
    ${frame.waist} ${frame.waistHalf},
    ${lerp(frame.waist, frame.hip, 0.45)} ${lerp(frame.waistHalf, frame.hipHalf, 0.62) + traits.build.belly * 5},
    ${frame.hip} ${frame.hipHalf}, ${frame.crotch} ${frame.hipHalf * 0.99}`,
      y,
    );
  const edge = (y: number, side: 1 | -1, ease = 0): number => middle(y) + side * (half(y) + ease * frame.k);
  const drop = 6 * frame.k * shot.sway * weight;
  const stoop = traits.age.stoop * 20;
  const base: Point = [middle(frame.shoulder), frame.shoulder];
  // The joint of a thick arm is placed lower, so that the top of the arm ends at the shoulder.
  const joint = frame.shoulder + 2 * frame.k + 21.3 * frame.arm;
  const shoulders = pairs`${base[0] - (frame.shoulderHalf - 21 * frame.arm)} ${joint - drop},
    ${base[0] + (frame.shoulderHalf - 21 * frame.arm)} ${joint + drop}`;
  const poses = mirror === 1 ? shot.arms : ([shot.arms[1], shot.arms[0]] as const);
  const arm = (side: 1 | -1, pose: ArmPose) =>
    facingArm(view, side, pose, at(shoulders, side === -1 ? 0 : 1), { frame, muscle: traits.build.muscle, edge });
  const tilt = shot.headTilt * mirror;
  return {
    view,
    frame,
    shot,
    light: shot.light,
    middle,
    edge,
    neck: { top: [base[0], frame.chin - 26 * frame.k], base },
    head: {
      x: base[0] + Math.sin((tilt * Math.PI) / 180) * 55 * frame.headScale,
      y: frame.eyeLine + stoop,
      scale: frame.headScale,
      tilt,
    },
    shoulders: [at(shoulders, 0), at(shoulders, 1)],
    arms: [arm(-1, poses[0]), arm(1, poses[1])],
    legs: sits ? seatedFacingLegs(frame) : legsOf(frame, { weight, swing, step: shot.step, view }),
  };
}

type Stance = { weight: 1 | -1; swing: number; step: number; view: "front" | "back" };

/**
 * The leg that carries the weight stands under the head. The free leg is bent, stands to the side and is drawn first.
 */
function legsOf(frame: Frame, { weight, swing, step, view }: Stance): Leg[] {
  const { k } = frame;
  const thigh = frame.hipHalf * 0.5;
  const w = frame.leg;
  const widths = pairs`0 ${frame.hipHalf * 0.5}, 0.16 ${Math.min(40 * w, frame.hipHalf * 0.5)}, 0.46 ${25.5 * w},
    0.55 ${24 * w}, 0.7 ${26.5 * w}, 0.92 ${14.5 * Math.sqrt(w * k)}, 1 ${14.5 * Math.sqrt(w * k)}`;
  const leg = (side: 1 | -1): Leg => {
    const carries = side === weight;
    const hip: Point = [weight * swing + side * thigh, frame.hip + 12 * k - (carries ? 3 : -3) * k];
    const spread = carries ? thigh * 0.62 - swing * 0.35 : thigh + (5 + 51 * step) * k;
    const footY = GROUND - (carries ? 0 : (view === "front" ? -1 : 1) * 6 * step * k);
    const ankle: Point = [side * spread, footY - 50 * k];
    const knee: Point = [
      lerp(hip[0], ankle[0], carries ? 0.5 : 0.62) + side * (carries ? 2 : 4 + 6 * step) * k,
      frame.knee + (carries ? 0 : 5 * k),
    ];
    return {
      side,
      far: false,
      centre: bent(hip, knee, ankle),
      widths,
      sole: [ankle[0], footY],
      footTurn: side * (carries ? 13 : 20 + 12 * step),
    };
  };
  return [leg(-weight as 1 | -1), leg(weight)];
}

type Target = {
  readonly wrist: Point;
  readonly elbow?: Point;
  readonly hand: Arm["hand"];
  readonly handTurn: number;
  readonly depth: -1 | 0 | 1;
};

/** Where the hand goes, seen from the front; x grows outwards on the arm's own side. */
function target(pose: ArmPose, shoulder: Point, frame: Frame, edge: (y: number) => number): Target {
  const { k } = frame;
  const reach = frame.upperArm + frame.foreArm;
  const [x, y] = shoulder;
  const hipEdge = edge(lerp(frame.waist, frame.hip, 0.42));
  switch (pose) {
    case "relaxed":
      return {
        wrist: [Math.max(x + 22 * k, edge(frame.hip) + 16 * k), y + reach * 0.972],
        hand: "relaxed",
        handTurn: -3,
        depth: 0,
      };
    case "loose":
      return {
        wrist: [Math.max(x + 33 * k, edge(frame.hip) + 22 * k), y + reach * 0.93],
        hand: "relaxed",
        handTurn: -12,
        depth: 0,
      };
    case "hip":
      return { wrist: [hipEdge + 15 * k, lerp(frame.waist, frame.hip, 0.3)], hand: "hip", handTurn: -58, depth: 0 };
    case "pocket":
      return { wrist: [edge(frame.hip) - 3 * k, frame.hip - 30 * k], hand: "thumb", handTurn: -16, depth: 0 };
    case "behind":
      return { wrist: [12 * k, frame.hip - 36 * k], hand: "clasp", handTurn: -30, depth: -1 };
    case "clasped":
      return { wrist: [27 * k, frame.hip + 4 * k], hand: "clasp", handTurn: -38, depth: 1 };
    case "folded":
      return {
        wrist: [-frame.shoulderHalf * 0.42, frame.waist - 34 * k],
        elbow: [x + 16 * k, frame.waist - 6 * k],
        hand: "tucked",
        handTurn: -100,
        depth: 1,
      };
    case "wave":
      return {
        wrist: [x + 96 * k, y - frame.foreArm * 0.4],
        elbow: [x + 68 * k, y + frame.upperArm * 0.72],
        hand: "open",
        handTurn: 172,
        depth: 0,
      };
    case "hold":
      return { wrist: [x + 46 * k, y + reach * 0.84], hand: "fist", handTurn: 4, depth: 0 };
  }
}

/** An arm in front or back view. */
function facingArm(
  view: View,
  side: 1 | -1,
  pose: ArmPose,
  shoulder: Point,
  body: { frame: Frame; muscle: number; edge: (y: number, side: 1 | -1) => number },
): Arm {
  const { frame } = body;
  const own = target(pose, [shoulder[0] * side, shoulder[1]], frame, (y) => body.edge(y, side) * side);
  const wrist: Point = [own.wrist[0] * side, own.wrist[1]];
  const elbow = own.elbow
    ? ([own.elbow[0] * side, own.elbow[1]] as const)
    : joint(shoulder, wrist, frame.upperArm, frame.foreArm, side);
  const under = own.depth === (view === "front" ? -1 : 1);
  return {
    side,
    pose,
    far: false,
    centre: bent(shoulder, elbow, wrist),
    widths: armWidths(frame, body.muscle),
    layer: under ? "under" : "over",
    handTurn: own.handTurn * side,
    hand: own.hand,
  };
}
