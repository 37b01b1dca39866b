import { skinShade } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill } from "../core/sheet.ts";
import { smileLines } from "./age-lines.ts";

export function lines(ink: Ink): string {
  const { age, skin } = ink.traits;
  const dark = skinShade(skin, 0.85);
  const deep = age.wrinkles;
  const { expression } = ink.rig.shot;
  const smiling = expression === "grin" || expression === "laugh" ? 0.22 * smileLines(age.years) : 0;
  if (deep + smiling < 0.05) return "";
  const crease = (points: Point[], width: number, strength: number): string =>
    strength > 0.04 ? fill(taper(points, width), dark, Math.min(0.6, strength)) : "";
  return (
    crease(pairs`45 26, 38 36, 37 46`, 2.2, deep * 0.5 + smiling) +
    crease(pairs`24 2, 17 0`, 1.4, deep * 0.5 - 0.05) +
    crease(pairs`25 6, 17 8`, 1.4, deep * 0.45 - 0.05) +
    crease(pairs`46 11, 38 13, 31 11`, 1.7, deep * 0.4) +
    crease(pairs`50 -32, 40 -34, 32 -32`, 1.4, deep * 0.35 - 0.1) +
    crease(pairs`49 -40, 39 -42, 30 -40`, 1.4, deep * 0.35 - 0.1) +
    crease(pairs`20 62, 14 52`, 1.6, deep * 0.3 - 0.15)
  );
}
