import type { DrawContext } from "../body/context.ts";
import { type Color, lightness, mix, shade, skinShade, tint } from "../core/color.ts";
import { lerp, type Point, pairs } from "../core/geometry.ts";
import { radial } from "../core/svg.ts";
import type { FaceShape, Traits } from "../traits/traits.ts";

/** Half width of the skull at the temples in head units; hair is fitted to it. */
export const templeOf = (face: FaceShape): number => 53.5 * face.width;

/** Outline of the head from the front: right half from the crown to the chin. */
export function faceHalf({ face, gender, age }: Traits): Point[] {
  const w = face.width;
  const square = gender.masculine * age.grown;
  const jaw = face.jaw * w;
  const round = age.young;
  return pairs`0 -78, ${26 * w} -74, ${45 * w} -55, ${53 * w} -27, ${53 * w * face.cheek} 2,
    ${50.5 * w * face.cheek} 24, ${lerp(43, 45.5, square) * jaw} ${lerp(45, 48, square)},
    ${lerp(28, 33.5, square) * jaw} ${lerp(63, 66, square) - round},
    ${lerp(12, 17, square) * face.chin} ${lerp(74, 76, square) - round * 2.6}, 0 ${lerp(75.5, 77.5, square) - round * 3}`;
}

/** Outline of the head in right profile, from the crown over the face, jaw and nape back to the crown. */
export function profileOutline({ face, gender, age }: Traits): Point[] {
  const square = gender.masculine * age.grown;
  const child = age.young;
  const brow = lerp(52.5, 55, square);
  const tip = lerp(66, 61, child) + (face.noseWidth - 1) * 5 + (face.noseBridge - 1) * 2;
  const tipY = face.low * 1.1 + 24 * face.noseLength;
  const lip = (face.lips - 1) * 5;
  const chin = 52 + square * 4 - child * 4.5;
  return pairs`-8 -78, 20 -74, 41 -58, 51 -36, ${brow} ${face.low * 0.7 - 16}, ${49.5 - face.noseBridge * 0.5} ${face.low - 1},
    ${lerp(54, 57, face.noseBridge * 0.6)} ${10 + face.low}, ${tip} ${tipY - 2}, ${tip - 0.6} ${tipY + 4},
    56 ${tipY + 9}, 55 36, ${58.5 + lip} 42, 54.5 47.5!, ${57 + lip} 53, 52 60, ${chin} 68,
    ${chin - 7} ${76 + square * 2}, ${chin - 18} ${77 + square * 2}, 26 72,
    6 ${lerp(60, 63, square)}, ${-9 * face.jaw} 45, -13 26, -24 38, -46 40, -63 20, -70 -12, -64 -44,
    -42 -69`;
}

/** Where the ear sits in profile. */
export const PROFILE_EAR: Point = [-10, 12];

/** Paint of the face: lit from the light's side, turning redder towards the edge. */
export function facePaint(ctx: DrawContext): string {
  const { skin } = ctx.traits;
  const lit = ctx.rig.light;
  return radial(
    ctx.defs,
    [lit * 20, -14, 104],
    [
      [0, tint(skin, 0.16)],
      [0.42, skin],
      [0.72, skinShade(skin, 0.13)],
      [1, skinShade(skin, 0.42)],
    ],
  );
}

/** Colour of the lips: lipstick, or a redder tone of the skin. */
export function lipColor(ctx: DrawContext): Color {
  const { skin, gender, details, age } = ctx.traits;
  if (details.marks.has("lipstick") || details.colors.lips) return details.colors.lips ?? mix("#b3263c", skin, 0.12);
  const strength = 0.26 + gender.lashes * 0.2 * age.grown;
  return mix(skinShade(skin, lightness(skin) < 0.36 ? 0.28 : 0.2), "#b8454f", strength);
}

/** Dark lines in the face: creases, nostrils, lids. */
export const lineColor = (ctx: DrawContext): Color => shade(skinShade(ctx.traits.skin, 0.85), 0.35);
