import { at, interpolate, lerp, type Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import type { Traits } from "../traits/traits.ts";
import { facingArm } from "./arms.ts";
import { legsOf } from "./facing-legs.ts";
import { frameOf } from "./frame.ts";
import type { Rig } from "./rig.ts";
import { seatedFacingLegs, seatedFrame } from "./seated.ts";
import type { ArmPose, Shot } from "./shot.ts";

/** The figure from the front or from behind, standing on one leg more than on the other. */
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
  // The thicker the arm, the lower its joint, so that the top of the arm ends where the shoulder does.
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
