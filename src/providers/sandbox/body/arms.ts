import { lerp, type Point } from "../core/geometry.ts";
import { armWidths } from "./arm-widths.ts";
import type { Frame } from "./frame.ts";
import { bent, joint } from "./joints.ts";
import type { Arm, View } from "./rig.ts";
import type { ArmPose } from "./shot.ts";

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
export function facingArm(
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
