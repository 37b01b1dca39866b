import type { Point } from "../core/geometry.ts";

/** How a part of a hat is painted: in the hat's colour, its shadow, its light, the second colour, gold, or as a thin line. */
type Tone = "base" | "dark" | "light" | "band" | "gold" | "line" | "gem";

/** One shape: a closed outline, the right half of a symmetric one, or a line. */
export type HatPart = { readonly tone: Tone; readonly points: readonly Point[]; readonly half: boolean };

/** A hat from three sides; `behind` is drawn before the head, in every view that has it. */
export type HatShape = {
  readonly front: readonly HatPart[];
  readonly side: readonly HatPart[];
  readonly back: readonly HatPart[];
  readonly behind?: readonly HatPart[];
};

export const half = (tone: Tone, points: readonly Point[]): HatPart => ({ tone, points, half: true });
export const whole = (tone: Tone, points: readonly Point[]): HatPart => ({ tone, points, half: false });
