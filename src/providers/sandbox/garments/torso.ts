import { neckPaint } from "../body/bare-body.ts";
import { type DrawContext, skinVolume, volume } from "../body/context.ts";
import { type Color, shade } from "../core/color.ts";
import { lerp, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { fill, line } from "../core/svg.ts";
import { type Cut, clothEdge, clothOutline, cutOf, fold, type Garment, strapOutline, within } from "./garment.ts";
import { drawPattern } from "./patterns.ts";

/** Torso part of a garment, with pattern, folds and the shadows of the body under it. */
export function drawTorso(ctx: DrawContext, garment: Garment): string {
  const { top, color } = garment;
  const { rig } = ctx;
  const cut = cutOf(ctx, top);
  const outline = smooth(top.neck === "straps" ? strapOutline(ctx, cut) : clothOutline(rig, cut));
  const paint = volume(
    ctx,
    color,
    clothEdge(rig, cut, rig.frame.chest, -1),
    clothEdge(rig, cut, rig.frame.chest, 1),
    top.texture === "metal" ? 1.5 : 1,
  );
  const bare = top.neck === "straps" || top.hem === "waist" ? drawBareTorso(ctx) : "";
  return (
    bare +
    fill(outline, paint) +
    within(ctx, outline, drawPattern(ctx, garment, cut) + bodyShadows(ctx, garment, cut) + hemBand(ctx, garment, cut))
  );
}

function drawBareTorso(ctx: DrawContext): string {
  const { rig } = ctx;
  const cut: Cut = { ease: 0, over: 0, hemY: rig.frame.waist + 26 * rig.frame.k, flare: 0, neck: 2, loose: 0 };
  return fill(
    smooth(clothOutline(rig, cut)),
    rig.view === "side" ? neckPaint(ctx) : skinVolume(ctx, rig.edge(rig.frame.chest, -1), rig.edge(rig.frame.chest, 1)),
  );
}

/** A point of a garment: at a height, a share `t` of the way from the middle to the edge of one side. */
type Across = (y: number, side: 1 | -1, t: number) => number;

/** Shadows and folds that show the body under the cloth. */
function bodyShadows(ctx: DrawContext, garment: Garment, cut: Cut): string {
  const { rig } = ctx;
  const across: Across = (y, side, t) => lerp(rig.middle(y), clothEdge(rig, cut, y, side), t);
  const waist = Math.min(rig.frame.waist, cut.hemY - 12 * rig.frame.k);
  if (rig.view === "side") return profileFolds(ctx, garment.color, waist);
  const dark = shade(garment.color, 0.8);
  const folds = facingFolds(ctx, garment.color, waist, across);
  if (rig.view === "back") return folds + backForms(ctx, dark, across);
  return garment.top.front === "plate" ? folds : folds + frontForms(ctx, dark, across);
}

function facingFolds(ctx: DrawContext, color: Color, waist: number, x: Across): string {
  const { chest, waist: middle, hip, k } = ctx.rig.frame;
  const away = -ctx.rig.light as 1 | -1;
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

function profileFolds(ctx: DrawContext, color: Color, waist: number): string {
  const { rig } = ctx;
  const { k } = rig.frame;
  const x = rig.middle(waist);
  const back = pairs`${rig.edge(waist, -1)} ${waist - 2 * k}, ${x - 8 * k} ${waist + 6 * k}, ${x + 6 * k} ${waist + k}`;
  const front = pairs`${rig.edge(waist, 1, 4)} ${waist + 12 * k}, ${x + 14 * k} ${waist + 18 * k},
    ${x - 2 * k} ${waist + 14 * k}`;
  return fold(back, color, 4.4 * k) + fold(front, color, 4 * k);
}

/** Spine and shoulder blades. */
function backForms(ctx: DrawContext, dark: Color, x: Across): string {
  const { middle, frame } = ctx.rig;
  const { chest, shoulder, waist, k } = frame;
  const spine = pairs`${middle(shoulder)} ${shoulder + 20 * k}, ${middle(waist)} ${waist + 10 * k}`;
  const blades = ([1, -1] as const).map((side) => {
    const blade = pairs`${x(chest - 36 * k, side, 0.28)} ${chest - 30 * k}, ${x(chest, side, 0.46)} ${chest + 8 * k},
      ${x(chest, side, 0.74)} ${chest + 10 * k}`;
    return fill(taper(blade, 5 * k), dark, 0.14 + ctx.traits.build.muscle * 0.08);
  });
  return fill(taper(spine, 3 * k), dark, 0.16) + blades.join("");
}

/** Bust, chest muscles or belly, as shadows of their undersides. */
function frontForms(ctx: DrawContext, dark: Color, x: Across): string {
  const { frame } = ctx.rig;
  const { k } = frame;
  const { muscle, belly } = ctx.traits.build;
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
function hemBand(ctx: DrawContext, { top, color }: Garment, cut: Cut): string {
  const { rig } = ctx;
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
