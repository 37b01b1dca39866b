import { skinShade } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import { type Ink, skinVolume } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { clipped, fill } from "../core/sheet.ts";

/** The neck from under the jaw to the collar bones, with the shadow of the chin. */
export function drawNeck(ink: Ink): string {
  return ink.rig.view === "side" ? profileNeck(ink) : facingNeck(ink);
}

/** Paint shared by neck and neckline, so that no seam shows. */
export function neckPaint(ink: Ink): string {
  const { frame, neck } = ink.rig;
  return skinVolume(ink, neck.base[0] - frame.neckHalf * 2, neck.base[0] + frame.neckHalf * 2, 0.9);
}

function facingNeck(ink: Ink): string {
  const { frame, neck, view } = ink.rig;
  const half = frame.neckHalf;
  const [x, base] = neck.base;
  const head = ink.rig.head.x;
  const top = frame.chin - 34 * frame.k;
  const outline: Point[] = pairs`${head - half * 0.96} ${top}, ${head * 0.3 + x * 0.7 - half * 0.92} ${frame.chin},
    ${x - half * 1.08} ${base - 20 * frame.k}, ${x - half * 1.9} ${base + 4 * frame.k},
    ${x} ${base + 22 * frame.k}, ${x + half * 1.9} ${base + 4 * frame.k},
    ${x + half * 1.08} ${base - 20 * frame.k}, ${head * 0.3 + x * 0.7 + half * 0.92} ${frame.chin},
    ${head + half * 0.96} ${top}`;
  const path = smooth(outline);
  const low = view === "front" ? frame.chin + 17 * frame.k : frame.chin - 4 * frame.k;
  const shadow = smooth(pairs`${head - half * 1.4} ${top - 10}, ${head + half * 1.4} ${top - 10},
    ${head + half * 1.2} ${low - 12 * frame.k},
    ${head + half * 0.3 * -ink.rig.light} ${low + 4 * frame.k},
    ${head - half * 1.2} ${low - 12 * frame.k}`);
  return fill(path, neckPaint(ink)) + clipped(ink.sheet, path, fill(shadow, skinShade(ink.traits.skin, 0.75), 0.4));
}

function profileNeck(ink: Ink): string {
  const { frame, neck, head } = ink.rig;
  const s = frame.headScale;
  const half = frame.neckHalf;
  const [x, base] = neck.base;
  const path = smooth(pairs`${head.x - 42 * s} ${head.y + 20 * s}, ${head.x + 4 * s} ${head.y + 30 * s},
    ${head.x + 26 * s} ${frame.chin - 6 * s}, ${head.x + 6 * s + half * 0.2} ${frame.chin + 12 * s},
    ${x + half * 0.82} ${base - 10 * frame.k}, ${x + half * 1.1} ${base + 16 * frame.k},
    ${x - half * 0.9} ${base + 22 * frame.k}, ${x - half * 1.12} ${base - 4 * frame.k},
    ${head.x - 26 * s - half * 0.5} ${frame.chin - 6 * s}`);
  const shadow = smooth(pairs`${head.x - 30 * s} ${head.y + 40 * s}, ${head.x + 40 * s} ${head.y + 60 * s},
    ${head.x + 30 * s} ${frame.chin + 8 * s}, ${head.x - 2 * s} ${frame.chin + 18 * s},
    ${head.x - 22 * s} ${frame.chin - 10 * s}`);
  return fill(path, neckPaint(ink)) + clipped(ink.sheet, path, fill(shadow, skinShade(ink.traits.skin, 0.75), 0.38));
}
