import { type Color, tint } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { linear } from "../core/sheet.ts";
import type { Eyewear } from "../traits/detail-names.ts";

/** Lens outlines around the pupil, on the viewer's right. */
export const LENSES: Record<Exclude<Eyewear, "none" | "monocle" | "eyepatch">, string> = {
  round: smooth(pairs`0 -15.5, 11.5 -11, 16.5 1, 11.5 12.5, 0 17, -11.5 12.5, -16.5 1, -11.5 -11`),
  square: smooth(pairs`-15 -12, -17 -10, -17 8, -13 14, 0 15, 13 14, 17.5 8, 18.5 -10, 15 -12.5, 0 -12.5`),
  "cat-eye": smooth(pairs`-16 -8, -13 11, 0 14, 13 10, 19 -4, 24 -15!, 8 -12, -8 -11`),
  sunglasses: smooth(pairs`-17 -10, -16 6, -8 15, 4 17, 15 12, 20 -2, 18 -12, 0 -13`),
  goggles: smooth(pairs`-20 -12, -20 8, -12 17, 6 18, 22 14, 26 0, 22 -15, 0 -17`),
};

export function glass(ink: Ink, kind: Eyewear, color: Color): string {
  if (kind === "sunglasses")
    return linear(
      ink.sheet,
      [0, -14, 0, 17],
      [
        [0, "#17171c", 0.96],
        [1, "#4a4652", 0.86],
      ],
    );
  if (kind === "goggles")
    return linear(
      ink.sheet,
      [-14, -14, 14, 17],
      [
        [0, "#5fb3c9", 0.75],
        [1, "#d8f0f5", 0.5],
      ],
    );
  return linear(
    ink.sheet,
    [-12, -12, 12, 14],
    [
      [0, "#ffffff", 0.3],
      [0.5, tint(color, 0.9), 0.06],
      [1, "#ffffff", 0.16],
    ],
  );
}
