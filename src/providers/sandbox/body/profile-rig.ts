import { interpolate, lerp, type Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import type { Traits } from "../traits/traits.ts";
import { type Frame, frameOf, GROUND } from "./frame.ts";
import { bent } from "./joints.ts";
import { profileArm } from "./profile-arm.ts";
import type { Leg, Rig } from "./rig.ts";
import { seatedFrame, seatedProfileLegs } from "./seated.ts";
import type { Shot } from "./shot.ts";

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

/** A neck is less deep than it is broad; a strong one is mostly broader. */
function profileFrame(frame: Frame): Frame {
  const usual = 24 * frame.k;
  return { ...frame, neckHalf: usual + (frame.neckHalf - usual) * (frame.neckHalf > usual ? 0.4 : 1) };
}
