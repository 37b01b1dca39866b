import { pick, range, stream } from "../core/random.ts";

/** Where the arms are; both arms may differ. */
export type ArmPose = "relaxed" | "loose" | "hip" | "pocket" | "behind" | "clasped" | "folded" | "wave" | "hold";
export type Expression = "calm" | "smile" | "grin" | "laugh" | "smirk" | "serious" | "curious";

/** What a photographer could change between two pictures of the same person in the same clothes. */
export type Shot = {
  readonly seed: number;
  readonly expression: Expression;
  /** Degrees, towards the viewer's right. */
  readonly headTilt: number;
  /** -1 … 1: a slight turn of the face. */
  readonly headTurn: number;
  readonly gaze: number;
  /** The viewer's side of the leg that carries the weight. */
  readonly weight: 1 | -1;
  /** How far the hips swing, 0–1.3. */
  readonly sway: number;
  /** Distance of the free foot, 0–1. */
  readonly step: number;
  /** Viewer's left and right arm. */
  readonly arms: readonly [ArmPose, ArmPose];
  /** The viewer's side the light comes from. */
  readonly light: 1 | -1;
};

const ARM_PAIRS: readonly (readonly [ArmPose, ArmPose])[] = [
  ["relaxed", "loose"],
  ["loose", "relaxed"],
  ["hip", "relaxed"],
  ["relaxed", "hip"],
  ["pocket", "relaxed"],
  ["loose", "pocket"],
  ["pocket", "pocket"],
  ["behind", "behind"],
  ["clasped", "clasped"],
  ["folded", "folded"],
  ["wave", "loose"],
  ["relaxed", "wave"],
];

const EXPRESSIONS: readonly Expression[] = ["calm", "smile", "smile", "grin", "laugh", "smirk", "serious", "curious"];

/** The shot for a seed. */
export function shotOf(seed: number): Shot {
  const random = stream(seed, "shot");
  return {
    seed: seed >>> 0,
    expression: pick(random, EXPRESSIONS),
    headTilt: range(random, -5, 5),
    headTurn: range(random, -1, 1),
    gaze: range(random, -1, 1),
    weight: random() < 0.5 ? 1 : -1,
    sway: range(random, 0.7, 1.3),
    step: range(random, 0.15, 1),
    arms: pick(random, ARM_PAIRS),
    light: random() < 0.5 ? 1 : -1,
  };
}
