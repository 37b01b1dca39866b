import type { Point } from "../core/geometry.ts";
import { armWidths } from "./arm-widths.ts";
import type { Frame } from "./frame.ts";
import { bent } from "./joints.ts";
import type { Arm } from "./rig.ts";
import type { ArmPose } from "./shot.ts";

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
      // The elbow points away from the viewer: little of it shows behind the back, and nothing of the hand.
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
export function profileArm(pose: ArmPose, shoulder: Point, far: boolean, frame: Frame, muscle: number): Arm {
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
