import { type Color, lightness, shade, tint } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { type Random, stream } from "../core/random.ts";
import { linear } from "../core/sheet.ts";
import { templeOf } from "../head/skull.ts";
import type { HairStyle } from "./styles.ts";
import { pressesHair, underHat } from "./under-hat.ts";

/** What the hair drawing needs: paints, the style as it fits under the hat, and the width of the skull. */
export type HairInk = Ink & {
  readonly style: HairStyle;
  readonly color: Color;
  readonly dark: Color;
  readonly light: Color;
  /** Paint of the near hair. */
  readonly paint: string;
  /** Paint of the hair in the shadow behind neck and face. */
  readonly backPaint: string;
  /** Paint of what is gathered in a knot. */
  readonly tipPaint: string;
  /** Half width of the skull. */
  readonly w: number;
  readonly random: Random;
};

/** Collects what hair drawing needs. */
export function hairInk(ink: Ink): HairInk {
  const { hair, details, seed, face } = ink.traits;
  const style = pressesHair(details.hat) ? underHat(hair.style) : hair.style;
  const { color, second } = hair;
  // Gathered hair shows its ends in the knot only.
  const gathered = style.tie !== undefined && style.fall === 0 && style.tieFall === undefined;
  const shown = gathered ? null : second;
  const low = Math.max(60, style.fall, style.tieFall ?? 0);
  const end = shown ?? shade(color, 0.26);
  const paint = linear(
    ink.sheet,
    [-10 * -ink.rig.light * 2, -96, 0, low],
    [
      [0, tint(color, 0.13)],
      [0.22, color],
      [0.55, shown ?? color],
      [1, end],
    ],
  );
  const backPaint = linear(
    ink.sheet,
    [0, -40, 0, low],
    [
      [0, shade(color, 0.5)],
      [0.5, shade(color, 0.4)],
      [1, shade(shown ?? color, 0.4)],
    ],
  );
  return {
    ...ink,
    style,
    color,
    // Lines in pale hair would stand out like wire.
    dark: shade(color, 0.62 - 0.3 * lightness(color)),
    light: tint(color, 0.5),
    paint,
    backPaint,
    tipPaint: gathered && second !== null ? second : paint,
    w: templeOf(face),
    random: stream(seed, "strands"),
  };
}
