import { blend, resample } from "../core/curves.ts";
import { at, lerp, type Point, smooth, symmetric } from "../core/geometry.ts";
import { limb, taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { clipped, fill, line, linear } from "../core/sheet.ts";
import { faceHalf, profileOutline } from "../head/skull.ts";
import { backOutline, backTop, type Cap, frontCap, sideCap, sideTop } from "./cap-outlines.ts";
import type { HairInk } from "./hair-ink.ts";
import { HAIRLINES } from "./hairlines.ts";
import { drawMass, sheen, spiked, strandsAcross, strandsBetween } from "./mass.ts";

/** Hair on the skull, and the same outline for its shadow on the skin. */
export type DrawnCap = { readonly content: string; readonly shadow: string };

const closed = ({ outer, inner }: Cap): Point[] => [
  ...outer,
  at(outer, outer.length - 1),
  at(inner, inner.length - 1),
  ...[...inner].reverse(),
  at(inner, 0),
  at(outer, 0),
];
const lowered = (points: readonly Point[]): string => smooth(points.map(([x, y]): Point => [x, y + 5]));

/** The hair on the skull in the view of the rig. */
export function drawCap(hair: HairInk): DrawnCap {
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

function frontUpper(hair: HairInk): DrawnCap {
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
function parted(hair: HairInk, { outer, inner }: Cap, [px, py]: Point): string {
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

/** Thick rolls over the skull where locs or braids start. */
function rolled(hair: HairInk, { outer, inner }: Cap): string {
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
function rows(hair: HairInk, { outer, inner }: Cap): string {
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

function sideUpper(hair: HairInk): DrawnCap {
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

function sideRows(hair: HairInk, { outer, inner }: Cap): string {
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

function backUpper(hair: HairInk): DrawnCap {
  const { style, w } = hair;
  const close = style.cap === "fade" || style.cap === "undercut";
  const outline = close ? backTop(style, w) : backOutline(style, w);
  const count = outline.length;
  const half = Math.floor(count / 2);
  const whorl: Point = [6, -52 - style.top * 0.4];
  const target = style.tie ? tieRoot(hair) : null;
  const shape = style.texture === "spiky" ? spiked(hair, [...outline, at(outline, 0)], 6, 14) : outline;
  const strands = resample(outline, 30, true)
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
function tieRoot(hair: HairInk): Point | null {
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

/** Close-cropped hair: the skin shows through, more and more towards the ears where it is faded. */
function crop(hair: HairInk): string {
  const { style, w } = hair;
  const flat = { ...style, cap: "full" as const, top: 1, side: 0.5, fall: 0, fringe: "short" as const };
  const view = hair.rig.view;
  const outline =
    view === "front" ? closed(frontCap(flat, w)) : view === "side" ? closed(sideCap(flat)) : backOutline(flat, w);
  const faded = style.cap === "fade";
  const paint = linear(
    hair.sheet,
    [0, -60, 0, 52],
    [
      [0, hair.color, 0.78],
      [0.3, hair.color, faded ? 0.7 : 0.62],
      [0.75, hair.color, faded ? 0.22 : 0.5],
      [1, hair.color, faded ? 0 : 0.42],
    ],
  );
  const skull = view === "side" ? profileOutline(hair.traits) : symmetric(faceHalf(hair.traits));
  return clipped(hair.sheet, smooth(skull), fill(smooth(outline), paint));
}

/** A strip of tall hair over the middle of the head. */
function mohawk(hair: HairInk): string {
  const { style } = hair;
  const t = style.top;
  const view = hair.rig.view;
  if (view === "side") {
    const base: Point[] = pairs`46 -54, 20 -76, -12 -80, -44 -70, -66 -42, -70 -8, -62 24, -52 46`;
    const tips = resample(base, 19).map(([x, y], i): Point => {
      const length = Math.hypot(x + 8, y + 6) || 1;
      const reach =
        (i % 2 === 1 ? t : t * 0.5) * lerp(1, 0.45, Math.max(0, i - 8) / 10) * lerp(0.72, 1, Math.min(1, i / 4));
      return [x + ((x + 8) / length) * reach - 3, y + ((y + 6) / length) * reach];
    });
    const spikes = tips.flatMap((tip, i): Point[] => (i % 2 === 1 ? [tip, tip] : [tip]));
    const outline = [...base, ...spikes.reverse()];
    return drawMass(hair, outline, strandsAcross(hair, base, [...tips], 22));
  }
  const low = view === "front" ? -50 : 50;
  const outline: Point[] = pairs`-13 ${low}, -16 -64, -21 ${-76 - t * 0.62}!, -12 ${-78 - t * 0.4}, -8 ${-82 - t}!,
    0 ${-80 - t * 0.6}, 9 ${-81 - t * 0.96}!, 13 ${-78 - t * 0.4}, 22 ${-75 - t * 0.58}!, 16 -64,
    13 ${low}, 0 ${low + (view === "front" ? 3 : 6)}`;
  const strands = [-9, -4, 1, 6, 11]
    .map((x, i) =>
      fill(
        taper(pairs`${x} ${low}, ${x * 1.1} -70, ${x * 1.6} ${-80 - t * 0.8}`, 2.6),
        i % 2 === 0 ? hair.dark : hair.light,
        0.34,
      ),
    )
    .join("");
  return drawMass(hair, outline, strands);
}

/** The wreath of hair around a bald crown. */
function ring(hair: HairInk): string {
  const { w } = hair;
  const view = hair.rig.view;
  const s = hair.style.side;
  if (view === "front") {
    const patch = (d: 1 | -1): string =>
      drawMass(
        hair,
        (
          pairs`${w - 3} -36, ${w + s} -22, ${w + 2 + s} -2, ${w - 1} 16, ${w - 5} 14, ${w - 6} -6, ${w - 8} -24` as Point[]
        ).map(([x, y]): Point => [x * d, y]),
        "",
      );
    return patch(1) + patch(-1);
  }
  if (view === "side") {
    const band: Point[] = pairs`16 -32, 4 -38, -30 -38, -60 -40, ${-72 - s} -14, ${-70 - s} 18, -58 40, -46 56, -34 57, -27 40,
    -25 10, -16 -8, -4 -8, 2 6, 4 18, 12 17, 15 -8`;
    return drawMass(
      hair,
      band,
      strandsBetween(hair, pairs`10 -34, -30 -36, -66 -24, -66 20`, pairs`10 8, -10 -10, -28 10, -40 52`, 6),
    );
  }
  const outline: Point[] = pairs`${w - 4} -36, ${w + 2 + s} -12, ${w - 2} 12, ${w - 10} 32, 30 52, 0 60, -30 52, ${-(w - 10)} 32,
    ${-(w - 2)} 12, ${-(w + 2 + s)} -12, ${-(w - 4)} -36, -20 -24, 0 -20, 20 -24`;
  return drawMass(
    hair,
    outline,
    strandsAcross(hair, pairs`${-(w - 4)} -34, 0 -20, ${w - 4} -34`, pairs`-30 52, 0 60, 30 52`, 15),
  );
}

/** Light on a bare head. */
function shine(hair: HairInk): string {
  const side = hair.rig.view === "side";
  const x = side ? 4 : hair.rig.light * 17;
  const path = smooth(pairs`${x - 15} -58, ${x} -67, ${x + 15} -60, ${x + 2} -58`);
  return clipped(hair.sheet, path, fill(path, "#ffffff", 0.26));
}
