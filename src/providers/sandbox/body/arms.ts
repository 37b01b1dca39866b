import { lerp, type Point } from "../core/geometry.ts";
import type { Widths } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import type { Frame } from "./frame.ts";
import { type Arm, bent, joint, type View } from "./rig.ts";
import type { ArmPose } from "./shot.ts";

/** Half widths of a bare arm: deltoid, biceps, elbow, forearm, wrist. */
export function armWidths(frame: Frame, muscle: number): Widths {
  const w = frame.arm;
  return pairs`0 ${23 * w}, 0.14 ${(24 + muscle * 3) * w}, 0.3 ${(20.5 + muscle * 2) * w}, 0.5 ${16.5 * w},
    0.63 ${(18 + muscle * 1.5) * w}, 0.88 ${12.4 * Math.sqrt(w * frame.k)},
    1 ${11.4 * Math.sqrt(w * frame.k)}`;
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

/** Wrist and elbow in profile, from the shoulder; +x is forwards. */
function profileTarget(
  pose: ArmPose,
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
      return { elbow: [58 * k, u * 0.82], wrist: [98 * k, -f * 0.1], hand: "open", handTurn: 168 };
    case "hold":
      return { elbow: [-14 * k, u * 0.98], wrist: [72 * k, u + f * 0.66], hand: "fist", handTurn: 20 };
    default:
      return { ...down(8, 12), hand: "relaxed", handTurn: 8 };
  }
}

/** An arm in profile; the far one is drawn before the body. */
export function profileArm(pose: ArmPose, shoulder: Point, far: boolean, frame: Frame, muscle: number): Arm {
  const own = profileTarget(pose, frame);
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
