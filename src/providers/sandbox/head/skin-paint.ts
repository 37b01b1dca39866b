import { type Color, lightness, mix, shade, skinShade, tint } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { radial } from "../core/sheet.ts";

/** Paint of the face: lit from the light's side, turning redder towards the edge. */
export function facePaint(ink: Ink): string {
  const { skin } = ink.traits;
  const lit = ink.rig.light;
  return radial(
    ink.sheet,
    [lit * 20, -14, 104],
    [
      [0, tint(skin, 0.16)],
      [0.42, skin],
      [0.72, skinShade(skin, 0.13)],
      [1, skinShade(skin, 0.42)],
    ],
  );
}

/** Colour of untouched lips on this skin. */
export function lipColor(ink: Ink): Color {
  const { skin, gender, details, age } = ink.traits;
  if (details.marks.has("lipstick") || details.colors.lips) return details.colors.lips ?? mix("#b3263c", skin, 0.12);
  const strength = 0.26 + gender.lashes * 0.2 * age.grown;
  return mix(skinShade(skin, lightness(skin) < 0.36 ? 0.28 : 0.2), "#b8454f", strength);
}

/** Dark lines in the face: creases, nostrils, lids. */
export const lineColor = (ink: Ink): Color => shade(skinShade(ink.traits.skin, 0.85), 0.35);
