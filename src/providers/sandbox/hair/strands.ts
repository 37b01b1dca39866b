import type { DrawContext } from "../body/context.ts";
import { type Color, lightness, shade, tint } from "../core/color.ts";
import { at, blend, normals, num, type Point, resample, scalloped, smooth, taper, waved } from "../core/geometry.ts";
import { type Random, stream } from "../core/random.ts";
import { clipped, fill, line, linear } from "../core/svg.ts";
import { templeOf } from "../head/skull.ts";
import { type HairStyle, pressesHair, underHat } from "./styles.ts";

/** What hair is drawn with: paints, the style as it fits under the hat, and the width of the skull. */
export type HairContext = DrawContext & {
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

/** Builds the context for drawing hair. */
export function hairContext(ctx: DrawContext): HairContext {
  const { hair, details, seed, face } = ctx.traits;
  const style = pressesHair(details.hat) ? underHat(hair.style) : hair.style;
  const { color, second } = hair;
  // The second colour of gathered hair shows in the knot only.
  const gathered = style.tie !== undefined && style.fall === 0 && style.tieFall === undefined;
  const shown = gathered ? null : second;
  const low = Math.max(60, style.fall, style.tieFall ?? 0);
  const end = shown ?? shade(color, 0.26);
  const paint = linear(
    ctx.defs,
    [-10 * -ctx.rig.light * 2, -96, 0, low],
    [
      [0, tint(color, 0.13)],
      [0.22, color],
      [0.55, shown ?? color],
      [1, end],
    ],
  );
  const backPaint = linear(
    ctx.defs,
    [0, -40, 0, low],
    [
      [0, shade(color, 0.5)],
      [0.5, shade(color, 0.4)],
      [1, shade(shown ?? color, 0.4)],
    ],
  );
  return {
    ...ctx,
    style,
    color,
    // Pale hair gets less contrast, because dark lines in it would look like wire.
    dark: shade(color, 0.62 - 0.3 * lightness(color)),
    light: tint(color, 0.5),
    paint,
    backPaint,
    tipPaint: gathered && second !== null ? second : paint,
    w: templeOf(face),
    random: stream(seed, "strands"),
  };
}

/** Size of one curl on an outline. */
const BUMPS = { curly: 15, coily: 8.5 } as const;

/** Outline of a body of hair in its texture. */
export function massPath(hair: HairContext, outline: readonly Point[]): string {
  const { texture } = hair.style;
  if (texture === "curly" || texture === "coily") return scalloped(outline, BUMPS[texture], hair.random);
  return smooth(outline);
}

/** A body of hair: filled outline, and its strands or curls inside. */
export function drawMass(hair: HairContext, outline: readonly Point[], strands: string, paint = hair.paint): string {
  const path = massPath(hair, outline);
  const curls = hair.style.texture === "curly" || hair.style.texture === "coily" ? curlMarks(hair, outline) : "";
  return fill(path, paint) + clipped(hair.defs, path, curls + strands);
}

/** Little arcs of light and shadow all over a curly body of hair. */
function curlMarks(hair: HairContext, outline: readonly Point[]): string {
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const coily = hair.style.texture === "coily";
  const step = coily ? 10 : 14;
  let light = "";
  let dark = "";
  for (let y = top + 3; y < bottom; y += step * 0.8) {
    for (let x = left + 3; x < right; x += step) {
      const [cx, cy] = [x + hair.random() * step * 0.8, y + hair.random() * step * 0.8];
      const r = step * (0.26 + hair.random() * 0.2);
      const arc = `M${num(cx - r)} ${num(cy)}a${num(r)} ${num(r)} 0 1 1 ${num(r * 1.7)} ${num(r * 0.7)}`;
      if (hair.random() < 0.42) light += arc;
      else dark += arc;
    }
  }
  const width = coily ? 1.3 : 2;
  return line(dark, hair.dark, width, 0.42) + line(light, hair.light, width, 0.26);
}

/** Strands between two curves that run the same way, with a broad light on the light's side. */
export function strandsBetween(
  hair: HairContext,
  outer: readonly Point[],
  inner: readonly Point[],
  count: number,
): string {
  if (hair.style.texture === "coily") return "";
  const parts: string[] = [];
  for (let i = 1; i <= count; i++) {
    const t = i / (count + 1) + (hair.random() - 0.5) * 0.06;
    const strand = blend(outer, inner, t, 7);
    parts.push(
      fill(taper(strand, 1.6 + hair.random() * 2), i % 3 === 0 ? hair.light : hair.dark, i % 3 === 0 ? 0.24 : 0.3),
    );
  }
  return parts.join("");
}

/** Strands from points on one curve to the points opposite on another: hair combed across the band between them. */
export function strandsAcross(
  hair: HairContext,
  from: readonly Point[],
  to: readonly Point[],
  count: number,
  bow = 0,
): string {
  if (hair.style.texture === "coily") return "";
  const [a, b] = [resample(from, count), resample(to, count)];
  return a
    .map((start, i) => {
      const end = at(b, i);
      const middle: Point = [
        (start[0] + end[0]) / 2 + bow * (i - count / 2) * 0.4,
        (start[1] + end[1]) / 2 - Math.abs(bow) * 2,
      ];
      return fill(
        taper([start, middle, end], 1.4 + hair.random() * 1.8),
        i % 3 === 1 ? hair.light : hair.dark,
        i % 3 === 1 ? 0.26 : 0.3,
      );
    })
    .join("");
}

/** A soft band of light along a curve. */
export function sheen(hair: HairContext, curve: readonly Point[], width: number, strength = 0.3): string {
  if (hair.style.texture === "coily") return "";
  const spine = resample(curve, 11).slice(2, 9);
  const broken = hair.style.texture === "curly" ? 0.5 : 1;
  return (
    fill(taper(spine, width), hair.light, strength * broken) +
    fill(taper(spine.slice(1, 6), width * 0.4), "#ffffff", 0.14 * broken)
  );
}

/** An edge of hair with the waves of its texture. */
export function moved(hair: HairContext, edge: readonly Point[], phase: number): Point[] {
  const { texture } = hair.style;
  if (texture === "wavy") return waved(edge, 5.2, 54, phase);
  if (texture === "straight") return waved(edge, 1.2, 90, phase);
  return [...edge];
}

/**
 * The outline broken into locks of different sizes whose tips lean to the side they are on: spikes and tousled tufts.
 */
export function spiked(hair: HairContext, outer: readonly Point[], reach: number, count: number): Point[] {
  const spine = resample(outer, count * 3 + 1);
  const side = normals(spine);
  return spine.flatMap((point, i): Point[] => {
    if (i === 0 || i === spine.length - 1) return [point];
    const [x, y] = point;
    const length = Math.hypot(x, y + 10) || 1;
    const out: Point = [x / length, (y + 10) / length];
    if (i % 3 !== 1) return [[x - out[0] * reach * 0.2, y - out[1] * reach * 0.2]];
    const [nx, ny] = at(side, i);
    const push = reach * (0.5 + hair.random() * 0.75);
    const lean = (x > -8 ? 1 : -1) * push * (0.35 + hair.random() * 0.4);
    // The tangent is the normal turned by a quarter.
    const tip: Point = [x + out[0] * push + ny * lean, y + out[1] * push - nx * lean];
    // Short locks have round ends.
    return reach < 10 ? [tip] : [tip, tip];
  });
}
