import type { DrawContext } from "../body/context.ts";
import { at, blend, lerp, limb, type Point, pairs, resample, smooth, taper } from "../core/geometry.ts";
import { fill, line } from "../core/svg.ts";
import {
  backOutline,
  backTop,
  type Cap,
  closed,
  type DrawnCap,
  frontCap,
  HAIRLINES,
  lowered,
  sideCap,
  sideTop,
} from "./cap-outlines.ts";
import { crop, mohawk, ring, shine } from "./cropped.ts";
import { drawFall, drawRopes } from "./loose-hair.ts";
import { drawMass, type HairContext, hairContext, sheen, spiked, strandsAcross, strandsBetween } from "./strands.ts";
import { hidesHair } from "./styles.ts";
import { drawTies } from "./ties.ts";

/**
 * Hair by layer: behind the body, over the shoulder, on the skull, in front of everything; and the outline of its
 * shadow on the face.
 */
type Hair = {
  readonly behind: string;
  readonly over: string;
  readonly cap: string;
  readonly front: string;
  readonly shadow: string;
};

/** All hair of the head, in head units. */
export function drawHair(ctx: DrawContext): Hair {
  if (hidesHair(ctx.traits.details.hat)) return { behind: "", over: "", cap: "", front: "", shadow: "M0 0" };
  const hair = hairContext(ctx);
  const ropes = (hair.style.texture === "locs" || hair.style.texture === "braids") && hair.style.fall > 0;
  const fall = ropes ? drawRopes(hair) : drawFall(hair);
  const cap = drawCap(hair);
  const ties = drawTies(hair);
  // In profile and from behind the cap lies over the root of loose hair; ropes, and the hair beside the face, lie over the cap.
  const rooted = ctx.rig.view !== "front" && !ropes;
  return {
    behind: fall.behind + ties.behind,
    over: ties.over,
    cap: (rooted ? fall.front : "") + cap.content + streaks(hair),
    front: (rooted ? "" : fall.front) + ties.front,
    shadow: cap.shadow,
  };
}

/** A few strands of the second colour at the front of short two-coloured hair. */
function streaks(hair: HairContext): string {
  const { second } = hair.traits.hair;
  if (
    second === null ||
    hair.style.fall > 0 ||
    hair.style.tie !== undefined ||
    hair.style.cap === "none" ||
    hair.rig.view !== "front"
  )
    return "";
  return pairs`-20 1, 2 0.9, 22 1`
    .map(([x = 0, t = 1]) =>
      fill(taper(pairs`${x} ${-78 - hair.style.top * 0.8}, ${x + 4} -66, ${x + 2} -52`, 6 * t), second, 0.8),
    )
    .join("");
}

/** The hair on the skull in the view of the rig. */
function drawCap(hair: HairContext): DrawnCap {
  const { cap } = hair.style;
  if (cap === "none") return { content: shine(hair), shadow: "M0 0" };
  if (cap === "ring") return { content: ring(hair) + shine(hair), shadow: "M0 0" };
  const view = hair.rig.view;
  const cropped = cap === "shaved" || cap === "fade" || cap === "undercut" || cap === "mohawk" ? crop(hair) : "";
  if (cap === "shaved") return { content: cropped, shadow: "M0 0" };
  if (cap === "mohawk") return { content: cropped + mohawk(hair), shadow: "M0 0" };
  const upper = view === "front" ? frontUpper(hair) : view === "side" ? sideUpper(hair) : backUpper(hair);
  return { content: cropped + upper.content, shadow: upper.shadow };
}

function frontUpper(hair: HairContext): DrawnCap {
  const { style, w } = hair;
  const plain = frontCap(style, w);
  const cap =
    style.texture === "spiky"
      ? { ...plain, outer: spiked(hair, plain.outer, style.top > 20 ? 17 : 7, style.top > 20 ? 9 : 10) }
      : plain;
  const { part } = HAIRLINES[style.fringe];
  const strands =
    style.cap === "rows"
      ? rows(hair, plain)
      : part === null
        ? strandsAcross(
            hair,
            plain.inner.slice(2, -2),
            plain.outer.slice(1, -1),
            17,
            style.fringe === "quiff" ? 3 : 1,
          ) + sheen(hair, blend(plain.outer, plain.inner, 0.4), 9, 0.24)
        : parted(hair, plain, part);
  return { content: drawMass(hair, closed(cap), rolled(hair, plain) + strands), shadow: lowered(closed(plain)) };
}

/** Strands that flow from the parting to both sides. */
function parted(hair: HairContext, { outer, inner }: Cap, [px, py]: Point): string {
  const top = outer.findIndex(([x]) => x >= px);
  const low = inner.findIndex(([x, y]) => x >= px * (hair.w / 53.5) - 0.5 && y < 0 && x > -40);
  const peak = at(outer, Math.max(1, top));
  const start: Point = [px, Math.min(py, peak[1] + 14)];
  const leftOuter: Point[] = [start, peak, ...outer.slice(0, Math.max(1, top)).reverse()];
  const rightOuter: Point[] = [start, ...outer.slice(Math.max(1, top))];
  const leftInner: Point[] = [start, ...inner.slice(0, Math.max(2, low)).reverse()];
  const rightInner: Point[] = [start, ...inner.slice(Math.max(2, low))];
  const partLine = py < -70 ? "" : fill(taper([start, [px * 0.9, start[1] - 10], peak], 2.4), hair.dark, 0.5);
  const lit = hair.rig.light === 1 ? [rightOuter, rightInner] : [leftOuter, leftInner];
  return (
    strandsBetween(hair, leftOuter, leftInner, 5) +
    strandsBetween(hair, rightOuter, rightInner, 6) +
    sheen(hair, blend(lit[0] as Point[], lit[1] as Point[], 0.34), 10) +
    partLine
  );
}

function sideUpper(hair: HairContext): DrawnCap {
  const { style } = hair;
  const close = style.cap === "fade" || style.cap === "undercut";
  const plain = close ? sideTop(style) : sideCap(style);
  const cap =
    style.texture === "spiky"
      ? { ...plain, outer: spiked(hair, plain.outer, style.top > 20 ? 15 : 6, style.top > 20 ? 8 : 10) }
      : plain;
  const back = HAIRLINES[style.fringe].part === null || style.tie !== undefined;
  const strands =
    style.cap === "rows"
      ? sideRows(hair, plain)
      : strandsBetween(hair, plain.outer, plain.inner, back ? 8 : 7) +
        sheen(hair, blend(plain.outer.slice(0, 7), plain.inner.slice(0, 4), 0.22), 9);
  const edge = style.cap === "undercut" ? fill(taper(plain.inner.slice(-4), 4), hair.dark, 0.5) : "";
  return {
    content: drawMass(hair, closed(cap), rolled(hair, plain) + strands + edge),
    shadow: close ? "M0 0" : lowered(closed(plain)),
  };
}

function sideRows(hair: HairContext, { outer, inner }: Cap): string {
  return [0.12, 0.28, 0.44, 0.6, 0.76]
    .map((t) => {
      const row = blend(outer, inner, t, 19);
      const knots = row
        .map(([x, y]) => smooth(pairs`${x + 2} ${y - 3}, ${x - 2} ${y}, ${x + 2} ${y + 3}`, false))
        .join("");
      return (
        line(smooth(blend(outer, inner, t + 0.08, 9), false), hair.traits.skin, 2.2, 0.5) +
        line(knots, hair.light, 1.1, 0.4)
      );
    })
    .join("");
}

function backUpper(hair: HairContext): DrawnCap {
  const { style, w } = hair;
  const close = style.cap === "fade" || style.cap === "undercut";
  const outline = close ? backTop(style, w) : backOutline(style, w);
  const count = outline.length;
  const half = Math.floor(count / 2);
  const whorl: Point = [6, -52 - style.top * 0.4];
  const target = style.tie ? tieRoot(hair) : null;
  const shape = style.texture === "spiky" ? spiked(hair, [...outline, at(outline, 0)], 6, 14) : outline;
  const strands = (style.texture === "coily" ? [] : resample(outline, 30, true))
    .map((end, i) => {
      const from = target ?? whorl;
      const bowed: Point = [lerp(from[0], end[0], 0.55) * 1.06, lerp(from[1], end[1], 0.5) - 3];
      return fill(
        taper([from, bowed, end], 1.5 + hair.random() * 1.6),
        i % 3 === 0 ? hair.light : hair.dark,
        i % 3 === 0 ? 0.22 : 0.28,
      );
    })
    .join("");
  const light = sheen(
    hair,
    pairs`${-w * 0.8} -46, ${-w * 0.3} ${-62 - style.top * 0.5}, ${w * 0.3} ${-62 - style.top * 0.5},
    ${w * 0.8} -46`,
    8,
    0.22,
  );
  const rowed =
    style.cap === "rows"
      ? rows(hair, { outer: outline.slice(0, half), inner: [...outline.slice(half)].reverse() })
      : "";
  return { content: drawMass(hair, shape, (style.cap === "rows" ? rowed : strands) + light), shadow: "M0 0" };
}

/** Where tied hair is gathered, seen from behind. */
function tieRoot(hair: HairContext): Point | null {
  switch (hair.style.tie) {
    case "ponytail-high":
      return [0, -42];
    case "bun-top":
    case "topknot":
      return [0, -78];
    case "bun-low":
    case "ponytail-low":
    case "braid":
      return [0, 36];
    default:
      return null;
  }
}

/** Thick rolls over the skull where locs or braids start. */
function rolled(hair: HairContext, { outer, inner }: Cap): string {
  const { texture, cap } = hair.style;
  if ((texture !== "locs" && texture !== "braids") || cap === "rows") return "";
  const [a, b] = [resample(outer, 13), resample(inner, 13)];
  const width = texture === "locs" ? 5.2 : 3.6;
  return a
    .map((from, i) => {
      const to = at(b, i);
      const path = limb([from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 - 3], to], pairs`0 ${width}, 1 ${width}`);
      return `<path d="${path}" fill="${i % 2 === 0 ? hair.color : hair.paint}" stroke="${hair.dark}" stroke-width="1.2" stroke-opacity="0.6"/>`;
    })
    .join("");
}

/** Cornrows: braided ridges with the scalp between them. */
function rows(hair: HairContext, { outer, inner }: Cap): string {
  const count = 8;
  const [a, b] = [resample(inner, count), resample(outer, count)];
  const scalp = line(a.map((from, i) => smooth([from, at(b, i)], false)).join(""), hair.traits.skin, 2.4, 0.5);
  const knots = a
    .map((from, i) => {
      const to = at(b, i);
      return [0.12, 0.26, 0.4, 0.54, 0.68, 0.82, 0.96]
        .map((t) => {
          const next = at(b, Math.min(count - 1, i + 1));
          const nextFrom = at(a, Math.min(count - 1, i + 1));
          const p: Point = [
            lerp(lerp(from[0], nextFrom[0], 0.5), lerp(to[0], next[0], 0.5), t),
            lerp(lerp(from[1], nextFrom[1], 0.5), lerp(to[1], next[1], 0.5), t),
          ];
          return smooth(pairs`${p[0] - 3.4} ${p[1] + 2}, ${p[0]} ${p[1] - 1.6}, ${p[0] + 3.4} ${p[1] + 2}`, false);
        })
        .join("");
    })
    .join("");
  return scalp + line(knots, hair.light, 1.2, 0.45);
}
