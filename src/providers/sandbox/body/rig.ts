import type { Point } from "../core/geometry.ts";
import type { Widths } from "../core/limb.ts";
import type { Frame } from "./frame.ts";
import type { ArmPose, Shot } from "./shot.ts";

export type View = "front" | "side" | "back";

/** A limb's centre line, from the body outwards, with its half widths. */
export type Limb = { readonly centre: readonly Point[]; readonly widths: Widths };

export type Arm = Limb & {
  /** The viewer's side. */
  readonly side: 1 | -1;
  readonly pose: ArmPose;
  /** Drawn before the body (`under`) or after it. */
  readonly layer: "under" | "over";
  /** Degrees of the hand: 0 = fingers down, positive towards +x. */
  readonly handTurn: number;
  readonly hand: "relaxed" | "open" | "fist" | "hip" | "hidden" | "thumb" | "clasp" | "tucked";
  readonly far: boolean;
};

export type Leg = Limb & {
  readonly side: 1 | -1;
  readonly far: boolean;
  /** Where the sole stands, and how far the toes turn outwards, in degrees. */
  readonly sole: Point;
  readonly footTurn: number;
};

/** A posed figure: the same for naked skin and for every garment over it. */
export type Rig = {
  readonly view: View;
  readonly frame: Frame;
  readonly shot: Shot;
  /** The viewer's side the light comes from in this view. */
  readonly light: 1 | -1;
  /** Middle of the body at a height. */
  readonly middle: (y: number) => number;
  /** Edge of the body at a height: side 1 = the viewer's right. `ease` is the room of the cloth. */
  readonly edge: (y: number, side: 1 | -1, ease?: number) => number;
  readonly neck: { readonly top: Point; readonly base: Point };
  /** Where head units are placed. */
  readonly head: { readonly x: number; readonly y: number; readonly scale: number; readonly tilt: number };
  readonly shoulders: readonly [Point, Point];
  readonly arms: readonly Arm[];
  readonly legs: readonly Leg[];
};
