import { skinShade } from "../core/color.ts";
import { clamp, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill, glow } from "../core/sheet.ts";

/** Lines that come with the years, from the front: brow, crow's feet, under the eyes, beside the mouth. */
export function drawAgeLines(ink: Ink): string {
  const { age, skin, face } = ink.traits;
  const { expression, headTurn } = ink.rig.shot;
  const dark = skinShade(skin, 0.85);
  const smiling = smileLines(age.years) * (expression === "grin" || expression === "laugh" ? 0.24 : 0.1);
  const smiles = expression === "grin" || expression === "laugh" || expression === "smile";
  const deep = age.wrinkles;
  const x = headTurn * 3;
  const parts: string[] = [];
  const crease = (points: Point[], width: number, strength: number): void => {
    if (strength > 0.03) parts.push(fill(taper(points, width), dark, Math.min(0.6, strength)));
  };
  for (const s of [-1, 1] as const) {
    crease(pairs`${x + s * 14} 27, ${x + s * 21} 36, ${x + s * 24.5} 47`, 2.2, deep * 0.5 + (smiles ? smiling : 0));
    crease(pairs`${x + s * 15} 11.5, ${x + s * 24} 14, ${x + s * 33} 10.5`, 1.8, deep * 0.45);
    crease(pairs`${x + s * 39 * face.width} 0, ${x + s * 45 * face.width} -3`, 1.4, deep * 0.5 - 0.05);
    crease(pairs`${x + s * 39 * face.width} 3.5, ${x + s * 45.5 * face.width} 4.5`, 1.4, deep * 0.45 - 0.05);
    if (deep > 0.6) crease(pairs`${x + s * 25} 54, ${x + s * 27} 62`, 2, (deep - 0.5) * 0.6);
  }
  if (deep > 0.3) {
    for (const y of [-30, -37, -44])
      crease(
        pairs`${x - 25} ${y + 2}, ${x - 9} ${y - 0.6}, ${x + 8} ${y + 0.6}, ${x + 26} ${y + 1.6}`,
        1.5,
        (deep - 0.2) * (y === -44 ? 0.25 : 0.42),
      );
  }
  return parts.join("");
}

/** How far a smile shows beside the mouth: full cheeks of the young hide it. */
export const smileLines = (years: number): number => clamp((years - 14) / 30, 0, 1);

/** Colour in the cheeks. */
export function drawCheeks(ink: Ink): string {
  const { age, gender, details, face } = ink.traits;
  const { headTurn } = ink.rig.shot;
  const strength = 0.12 + gender.lashes * 0.06 + (1 - age.grown) * 0.14 + (details.marks.has("blush") ? 0.28 : 0);
  return ([-1, 1] as const)
    .map((s) => glow(ink.sheet, s * 32 * face.width + headTurn * 3, 24, 16, 12, "#d2524a", Math.min(0.5, strength)))
    .join("");
}
