import { skinShade, tint } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill, glow } from "../core/sheet.ts";
import { profileBrow, profileEye } from "./profile-eye.ts";
import { lines } from "./profile-lines.ts";
import { profileMouth } from "./profile-mouth.ts";
import { lineColor } from "./skin-paint.ts";

/** Eye, brow, nostril, mouth and lines in exact right profile. */
export function drawProfileFeatures(ink: Ink): string {
  return cheek(ink) + profileEye(ink) + profileBrow(ink) + nostril(ink) + profileMouth(ink) + lines(ink);
}

function cheek(ink: Ink): string {
  const { age, gender, skin, details } = ink.traits;
  const strength = 0.13 + gender.lashes * 0.06 + (1 - age.grown) * 0.12 + (details.marks.has("blush") ? 0.28 : 0);
  return (
    glow(ink.sheet, 27, 24, 17, 13, "#d2524a", strength) +
    glow(ink.sheet, 42, -4, 15, 14, skinShade(skin, 0.8), 0.26) +
    glow(ink.sheet, 8, 58, 34, 16, skinShade(skin, 0.8), 0.2)
  );
}

function nostril(ink: Ink): string {
  const { face, skin, age } = ink.traits;
  const l = (27 * face.noseLength + face.low * 1.1) / 27;
  const dark = skinShade(skin, 0.85);
  const shift = (face.noseWidth - 1) * 5 - age.young * 4.5;
  return (
    fill(taper(pairs`${48 + shift * 0.4} ${21 * l}, 44.5 ${27 * l}, 48 ${31.5 * l}, 52 ${30.4 * l}`, 2), dark, 0.55) +
    fill(
      taper(pairs`${52 + shift * 0.5} ${30 * l}, ${56 + shift} ${28.6 * l}, ${60 + shift} ${30.2 * l}`, 3),
      lineColor(ink),
      0.7,
    ) +
    glow(ink.sheet, 59 + shift, 22 * l, 5, 5, tint(skin, 0.75), 0.5)
  );
}
