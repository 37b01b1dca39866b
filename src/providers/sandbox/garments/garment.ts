import type { Color } from "../core/color.ts";
import { lerp } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import type { ClothPattern } from "../traits/color-words.ts";
import { BOTTOMS, type Top } from "./catalogue.ts";
import { hemAt } from "./cloth.ts";
import type { Cut } from "./torso.ts";

/** A garment as worn: its shape, colour and pattern. */
export type Garment = {
  readonly top: Top;
  readonly color: Color;
  readonly pattern: ClothPattern | null;
  readonly accent: Color;
};

/** Half width of the neck hole for each neckline, in thousandths beyond the neck. */
const HOLES: Record<Top["neck"], number> = {
  crew: 5,
  v: 5,
  scoop: 13,
  turtle: 2,
  shirt: 3,
  hood: 6,
  boat: 22,
  mandarin: 2,
  straps: 14,
  wrap: 5,
  polo: 3,
};

/** Measures of a garment on this body. */
export function cutOf(ink: Ink, top: Top): Cut {
  const { frame } = ink.rig;
  const { bottom } = ink.traits.outfit;
  const fitted = top.flare !== undefined || top.neck === "straps" || top.ease < 4;
  const trained = ink.traits.build.muscle > 0.6 ? 0.3 : 1;
  return {
    ease: top.ease,
    over: bottom === null || top.hem === "waist" ? 0 : BOTTOMS[bottom.kind].ease[0] + 2.5,
    hemY: hemAt(frame, top.hem),
    flare: frame.seated ? 0 : (top.flare ?? (top.hem === "seat" ? 2 : 0)) * lerp(0.75, 1, ink.traits.age.grown),
    neck: HOLES[top.neck],
    loose: (fitted ? 0 : top.ease > 11 ? 0.75 : 0.5) * trained,
  };
}
