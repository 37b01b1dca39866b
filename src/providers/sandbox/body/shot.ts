import { pick, range, stream } from "../core/random.ts";
import { TOPS, type TopName } from "../garments/catalogue.ts";
import type { Traits } from "../traits/traits.ts";

/** Where the arms are; both arms may differ. */
export type ArmPose = "relaxed" | "loose" | "hip" | "pocket" | "behind" | "clasped" | "folded" | "wave" | "hold";
/** The expression of the face. */
export type Expression = "calm" | "smile" | "grin" | "laugh" | "smirk" | "serious" | "curious";

/** What a photographer could change between two images of the same person in the same clothes. */
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

/** The shot that a seed gives. */
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

/** The widest step in a long narrow hem. */
const NARROW_STEP = 0.12;

/** What arms do in a chair besides lying in the lap. */
const SITTING: readonly ArmPose[] = ["relaxed", "loose", "wave", "hold", "clasped"];

const NARROW: readonly TopName[] = ["kimono", "cheongsam", "kurta", "robe", "sari"];

/**
 * Adjusts the shot to the person and the clothes: short steps in narrow skirts, no crossed arms in wide sleeves,
 * hands in the lap of a seated person.
 */
export function adjustShot({ outfit, details, age: { years } }: Traits, shot: Shot): Shot {
  const narrow = NARROW.includes(outfit.top.kind) || outfit.bottom?.kind === "pencil";
  const wide = TOPS[outfit.top.kind].neck === "wrap" && outfit.outer === null;
  const sits = details.gear.has("wheelchair");
  const crossed = wide && shot.arms[0] === "folded";
  return {
    ...shot,
    step: narrow ? Math.min(shot.step, NARROW_STEP) : shot.step,
    sway: narrow ? Math.min(shot.sway, 0.8) : shot.sway,
    expression: years < 13 && shot.expression === "serious" ? "curious" : shot.expression,
    arms: crossed || (sits && shot.arms.some((pose) => !SITTING.includes(pose))) ? ["clasped", "clasped"] : shot.arms,
  };
}
