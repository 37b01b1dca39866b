import { drawHand } from "../body/hand.ts";
import { drawArmSkin } from "../body/limbs.ts";
import { neckPaint } from "../body/neck.ts";
import { type Arm, along, armSection, section } from "../body/rig.ts";
import { type Color, shade, tint } from "../core/color.ts";
import { lerp, type Point, smooth } from "../core/geometry.ts";
import { type Ink, skinVolume, volume } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill, line, linear } from "../core/sheet.ts";
import type { ClothPattern } from "../traits/color-words.ts";
import type { Top } from "./catalogue.ts";
import { fold, hemAt, within } from "./cloth.ts";
import { contrasting, drawPattern } from "./pattern.ts";
import { type Cut, clothEdge, clothOutline } from "./torso.ts";

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
  const fitted = top.flare !== undefined || top.neck === "straps" || top.ease < 4;
  const trained = ink.traits.build.muscle > 0.6 ? 0.3 : 1;
  return {
    ease: top.ease,
    hemY: hemAt(frame, top.hem),
    flare: (top.flare ?? (top.hem === "seat" ? 2 : 0)) * lerp(0.75, 1, ink.traits.age.grown),
    neck: HOLES[top.neck],
    loose: (fitted ? 0 : top.ease > 11 ? 0.75 : 0.5) * trained,
  };
}

/** Torso part of a garment, with pattern, folds and the shadows of the body under it. */
export function drawTorso(ink: Ink, garment: Garment): string {
  const { top, color } = garment;
  const { rig } = ink;
  const cut = cutOf(ink, top);
  const outline = smooth(top.neck === "straps" ? strapOutline(ink, cut) : clothOutline(rig, cut));
  const paint = volume(
    ink,
    color,
    clothEdge(rig, cut, rig.frame.chest, -1),
    clothEdge(rig, cut, rig.frame.chest, 1),
    top.texture === "metal" ? 1.5 : 1,
  );
  const bare = top.neck === "straps" ? drawBareTorso(ink) : "";
  return (
    bare +
    fill(outline, paint) +
    within(ink, outline, drawPattern(ink, garment, cut) + bodyShadows(ink, garment, cut) + hemBand(ink, garment, cut))
  );
}

function drawBareTorso(ink: Ink): string {
  const { rig } = ink;
  const cut: Cut = { ease: 0, hemY: rig.frame.waist, flare: 0, neck: 2, loose: 0 };
  return fill(
    smooth(clothOutline(rig, cut)),
    rig.view === "side" ? neckPaint(ink) : skinVolume(ink, rig.edge(rig.frame.chest, -1), rig.edge(rig.frame.chest, 1)),
  );
}

function strapOutline(ink: Ink, cut: Cut): Point[] {
  const { rig } = ink;
  const { frame, view } = rig;
  const full = clothOutline(rig, cut);
  const below = full.filter(([, y]) => y > frame.chest - 2);
  const low = frame.chest - (view === "back" ? 30 : 12) * frame.k;
  if (view === "side") {
    const x = rig.neck.base[0];
    const k = frame.k;
    return pairs`${x - 20 * k} ${frame.shoulder - 2 * k}, ${x + 4 * k} ${frame.shoulder}!,
    ${rig.edge(frame.chest - 30 * k, 1) - 6 * k} ${frame.chest - 26 * k}, ${below},
    ${rig.edge(frame.chest, -1)} ${frame.chest - 10 * k}, ${x - 34 * k} ${frame.chest - 50 * k},
    ${x - 20 * k} ${frame.shoulder - 2 * k}`;
  }
  const strap = (side: 1 | -1): Point[] => {
    const x = (t: number): number => rig.neck.base[0] + side * lerp(frame.neckHalf, frame.shoulderHalf * 0.9, t);
    const y = (t: number): number =>
      lerp(frame.shoulder - 6 * frame.k, rig.shoulders[side === 1 ? 1 : 0][1] - 12 * frame.arm, t);
    const arm: Point = [clothEdge(rig, cut, frame.chest, side) - side * 13 * frame.k, frame.chest - 32 * frame.k];
    return pairs`${x(0.02)} ${low - 34 * frame.k}, ${x(0.24)} ${y(0.3)}!, ${x(0.52)} ${y(0.5)}!, ${arm}`;
  };
  return [[rig.neck.base[0], low], ...strap(1), ...below, ...strap(-1).reverse()];
}

/** A point of a garment: at a height, a share `t` of the way from the middle to the edge of one side. */
type Across = (y: number, side: 1 | -1, t: number) => number;

/** Shadows and folds that show the body under the cloth. */
function bodyShadows(ink: Ink, garment: Garment, cut: Cut): string {
  const { rig } = ink;
  const across: Across = (y, side, t) => lerp(rig.middle(y), clothEdge(rig, cut, y, side), t);
  const waist = Math.min(rig.frame.waist, cut.hemY - 12 * rig.frame.k);
  if (rig.view === "side") return profileFolds(ink, garment.color, waist);
  const dark = shade(garment.color, 0.8);
  const folds = facingFolds(ink, garment.color, waist, across);
  if (rig.view === "back") return folds + backForms(ink, dark, across);
  return garment.top.front === "plate" ? folds : folds + frontForms(ink, dark, across);
}

function facingFolds(ink: Ink, color: Color, waist: number, x: Across): string {
  const { chest, waist: middle, hip, k } = ink.rig.frame;
  const away = -ink.rig.light as 1 | -1;
  const side = pairs`${x(chest - 20 * k, away, 1.05)} ${chest - 20 * k}, ${x(middle, away, 0.9)} ${middle},
    ${x(hip, away, 1.05)} ${hip}`;
  const folds = ([1, -1] as const).map((s) => {
    const low = waist + (s === 1 ? 0 : 11 * k);
    const belly = pairs`${x(waist, s, 0.98)} ${low - 8 * k}, ${x(waist, s, 0.67)} ${low + 2 * k},
      ${x(waist, s, 0.48)} ${low - 1 * k}`;
    const armpit = pairs`${x(chest, s, 0.97)} ${chest - 12 * k}, ${x(chest, s, 0.79)} ${chest + 8 * k},
      ${x(chest, s, 0.63)} ${chest + 13 * k}`;
    return fold(belly, color, 4 * k) + fold(armpit, color, 3.4 * k);
  });
  return fill(taper(side, 34 * k), shade(color, 0.8), 0.14) + folds.join("");
}

function profileFolds(ink: Ink, color: Color, waist: number): string {
  const { rig } = ink;
  const { k } = rig.frame;
  const x = rig.middle(waist);
  const back = pairs`${rig.edge(waist, -1)} ${waist - 2 * k}, ${x - 8 * k} ${waist + 6 * k}, ${x + 6 * k} ${waist + k}`;
  const front = pairs`${rig.edge(waist, 1, 4)} ${waist + 12 * k}, ${x + 14 * k} ${waist + 18 * k},
    ${x - 2 * k} ${waist + 14 * k}`;
  return fold(back, color, 4.4 * k) + fold(front, color, 4 * k);
}

/** Spine and shoulder blades. */
function backForms(ink: Ink, dark: Color, x: Across): string {
  const { middle, frame } = ink.rig;
  const { chest, shoulder, waist, k } = frame;
  const spine = pairs`${middle(shoulder)} ${shoulder + 20 * k}, ${middle(waist)} ${waist + 10 * k}`;
  const blades = ([1, -1] as const).map((side) => {
    const blade = pairs`${x(chest - 36 * k, side, 0.28)} ${chest - 30 * k}, ${x(chest, side, 0.46)} ${chest + 8 * k},
      ${x(chest, side, 0.74)} ${chest + 10 * k}`;
    return fill(taper(blade, 5 * k), dark, 0.14 + ink.traits.build.muscle * 0.08);
  });
  return fill(taper(spine, 3 * k), dark, 0.16) + blades.join("");
}

/** Bust, chest muscles or belly, as shadows of their undersides. */
function frontForms(ink: Ink, dark: Color, x: Across): string {
  const { frame } = ink.rig;
  const { k } = frame;
  const { muscle, belly } = ink.traits.build;
  const parts: string[] = [];
  const under = lerp(frame.chest, frame.waist, frame.bust > 0.3 ? 0.4 : 0.24);
  const strength = frame.bust > 0.3 ? 0.14 * Math.min(1.2, frame.bust) : muscle > 0.5 ? 0.2 * muscle : 0;
  if (strength > 0) {
    for (const side of [-1, 1] as const) {
      parts.push(
        fill(
          taper(
            pairs`${x(under, side, 0.1)} ${under - 5 * k}, ${x(under, side, 0.46)} ${under + 7 * k},
    ${x(under, side, 0.86)} ${under - 16 * k}`,
            7 * k,
          ),
          dark,
          strength,
        ),
      );
    }
  }
  if (belly > 0.3) {
    const y = lerp(frame.waist, frame.hip, 0.62);
    parts.push(
      fill(
        taper(
          pairs`${x(y, -1, 0.8)} ${y - 12 * k}, ${x(y, 1, 0.02)} ${y + 10 * k}, ${x(y, 1, 0.8)} ${y - 12 * k}`,
          8 * k,
        ),
        dark,
        0.14 * belly,
      ),
    );
  }
  return parts.join("");
}

/** Ribbed band or stitched hem along the lower edge. */
function hemBand(ink: Ink, { top, color }: Garment, cut: Cut): string {
  const { rig } = ink;
  const { k } = rig.frame;
  const sag = 5 * k + Math.max(0, cut.flare) * 0.12;
  const rise = (top.ribbed ? 17 : 6) * k;
  const left = clothEdge(rig, cut, cut.hemY - rise, -1);
  const right = clothEdge(rig, cut, cut.hemY - rise, 1);
  const edge: Point[] = pairs`${left - 4} ${cut.hemY - rise}, ${lerp(left, right, 0.35)} ${cut.hemY - rise + sag},
    ${lerp(left, right, 0.65)} ${cut.hemY - rise + sag}, ${right + 4} ${cut.hemY - rise}`;
  const stitched = line(smooth(edge, false), shade(color, 0.8), top.ribbed ? 1.8 : 1.2, top.ribbed ? 0.5 : 0.32);
  if (!top.ribbed) return stitched;
  const ribs = Array.from({ length: 13 }, (_, i) => {
    const at = lerp(left, right, (i + 0.5) / 13);
    return `M${at.toFixed(1)} ${(cut.hemY - rise + sag * 0.4).toFixed(1)}v${(rise + sag).toFixed(1)}`;
  }).join("");
  return stitched + line(ribs, shade(color, 0.7), 1.1, 0.3);
}

/** One arm with its sleeve and hand. */
export function drawArm(ink: Ink, arm: Arm, garment: Garment, glove: Color | null): string {
  const { top, color } = garment;
  const { frame } = ink.rig;
  const hand = drawHand(ink, arm, glove);
  if (top.sleeve === 0) return drawArmSkin(ink, arm) + hand;
  const long = top.sleeve > 0.8;
  const bare = long ? "" : drawArmSkin(ink, arm);
  const wide = top.neck === "wrap" ? 26 : top.hem === "ankle" ? 4 : 0;
  const ease = top.ease * 0.62 * frame.k;
  const cuff = (top.ribbed ? 1.5 : long ? 3 : 5) * frame.k + wide * frame.k + ease * 0.4;
  const outline = armSection(arm, top.sleeve * 0.985, [ease, cuff]);
  const cut = cutOf(ink, top);
  const chest = ink.rig.frame.chest;
  const paint = volume(
    ink,
    color,
    clothEdge(ink.rig, cut, chest, -1),
    clothEdge(ink.rig, cut, chest, 1),
    top.texture === "metal" ? 1.5 : 1,
  );
  const shadow = arm.far ? fill(outline, shade(color, 0.9), 0.26) : "";
  const inside =
    armShade(ink, arm, color, top.sleeve) + drawSleevePattern(ink, arm, garment) + sleeveFolds(ink, arm, garment);
  return (
    bare +
    (long ? hand : "") +
    castShadow(ink, arm) +
    fill(outline, paint) +
    within(ink, outline, inside) +
    shadow +
    contour(ink, arm, top.sleeve, [ease, cuff], color) +
    (long ? "" : hand)
  );
}

/** Light and shadow along a sleeve, fading towards the shoulder so that no seam shows there. */
function armShade(ink: Ink, arm: Arm, color: Color, length: number): string {
  const { k } = ink.rig.frame;
  const { light } = ink.rig;
  const edge = (s: number, inset: number): Point[] =>
    [0.08, 0.3, 0.5, 0.72, 0.98].map((share): Point => {
      const { point, half, degrees } = along(arm, share * length);
      const a = (degrees * Math.PI) / 180;
      const reach = s * (half - inset * k);
      return [point[0] + Math.cos(a) * reach, point[1] - Math.sin(a) * reach];
    });
  return (
    fill(taper(edge(-light, -1), 22 * k), shade(color, 0.85), 0.22) +
    fill(taper(edge(light, 6), 11 * k), tint(color, 0.6), 0.1)
  );
}

/** Shadow of an arm that lies on the body. */
function castShadow(ink: Ink, arm: Arm): string {
  if (arm.pose !== "clasped" && arm.pose !== "folded") return "";
  const { k } = ink.rig.frame;
  const outline = section(arm, 0.5, 0.97, [7 * k, 5 * k]);
  return `<g transform="translate(${(-ink.rig.light * 3 * k).toFixed(1)} ${(6 * k).toFixed(1)})">${fill(outline, "#120c18", 0.2)}</g>`;
}

/** The contour of a sleeve, from the armpit down. */
function contour(ink: Ink, arm: Arm, length: number, ease: readonly [number, number], color: Color): string {
  const { k } = ink.rig.frame;
  const bent = arm.pose === "wave" || arm.pose === "folded" || arm.pose === "hip";
  const path =
    bent && length > 0.6
      ? section(arm, 0.52, length * 0.985, [lerp(ease[0], ease[1], 0.5), ease[1]], { start: "flat", end: "flat" })
      : armSection(arm, length * 0.985, ease);
  const [sx, sy] = arm.centre[0] as Point;
  const dark = shade(color, 0.8);
  const paint = bent
    ? dark
    : linear(
        ink.sheet,
        [sx, sy + 10 * k, sx, sy + 62 * k],
        [
          [0, dark, 0],
          [1, dark, 1],
        ],
      );
  return `<path d="${path}" fill="none" stroke="${paint}" stroke-width="1.6" stroke-opacity="0.4"/>`;
}

function drawSleevePattern(ink: Ink, arm: Arm, { pattern, color, accent: own }: Garment): string {
  const accent = contrasting(color, own);
  if (pattern !== "stripes") return "";
  const { k } = ink.rig.frame;
  return [0.1, 0.22, 0.34, 0.46, 0.58, 0.7, 0.82, 0.94]
    .map((share) => {
      const { point, degrees } = along(arm, share);
      const a = (degrees * Math.PI) / 180;
      const [dx, dy] = [Math.cos(a) * 42 * k, -Math.sin(a) * 42 * k];
      return line(
        `M${(point[0] - dx).toFixed(1)} ${(point[1] - dy).toFixed(1)}L${(point[0] + dx).toFixed(1)} ${(point[1] + dy).toFixed(1)}`,
        accent,
        8 * k,
        0.9,
      );
    })
    .join("");
}

/** Creases at the elbow and the band of the cuff. */
function sleeveFolds(ink: Ink, arm: Arm, { top, color }: Garment): string {
  const { k } = ink.rig.frame;
  const across = (share: number, from: number, to: number, bow: number): Point[] => {
    const { point, degrees, half } = along(arm, share);
    const a = (degrees * Math.PI) / 180;
    const put = (t: number, down: number): Point => [
      point[0] + Math.cos(a) * t * (half + 6 * k) + Math.sin(a) * down,
      point[1] - Math.sin(a) * t * (half + 6 * k) + Math.cos(a) * down,
    ];
    return [put(from, 0), put((from + to) / 2, bow), put(to, 0)];
  };
  const parts: string[] = [];
  if (top.sleeve > 0.7) {
    parts.push(
      fold(across(0.46, -0.95, 0.35, 7 * k), color, 3.6 * k),
      fold(across(0.53, 0.95, -0.3, 6 * k), color, 3.4 * k),
      fold(across(0.6, -0.9, 0.2, 5 * k), color, 2.8 * k),
    );
    const cuff = top.ribbed ? 0.93 : 0.945;
    parts.push(line(smooth(across(cuff, -1.5, 1.5, 3 * k), false), shade(color, 0.8), 1.8, 0.5));
  } else {
    parts.push(line(smooth(across(top.sleeve * 0.93, -1.6, 1.6, 3 * k), false), shade(color, 0.8), 1.4, 0.36));
  }
  parts.push(fold(across(0.16, -0.9, 0.2, 8 * k), color, 3 * k, 0.7));
  return parts.join("");
}
