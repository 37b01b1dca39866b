import { mix } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, linear } from "../core/sheet.ts";

export function stubble(ink: Ink): string {
  const color = mix(ink.traits.hair.brows, ink.traits.skin, 0.35);
  const fade = linear(
    ink.sheet,
    [0, 18, 0, 52],
    [
      [0, color, 0],
      [1, color, 0.5],
    ],
  );
  if (ink.rig.view === "side")
    return fill(smooth(pairs`-6 16, 14 24, 30 34, 56 34, 58 44, 49 48, 60 60, 60 84, 10 80, -12 44`), fade);
  const ring = smooth(pairs`0 56, 14 55, 21 48, 17 41, 0 38, -17 41, -21 48, -14 55`);
  const whole = smooth(pairs`-58 10, -40 26, -24 36, 0 34, 24 36, 40 26, 58 10, 58 90, -58 90`);
  return `<path d="${whole}${ring}" fill="${fade}" fill-rule="evenodd"/>`;
}
