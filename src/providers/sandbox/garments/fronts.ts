import { type DrawContext, volume } from "../body/context.ts";
import { shade, tint } from "../core/color.ts";
import { lerp, num, type Point, pairs, smooth } from "../core/geometry.ts";
import { fill, line, oval } from "../core/svg.ts";
import { clothEdge, clothOutline, cutOf, type Garment, within } from "./garment.ts";
import { contrasting, drawPattern } from "./patterns.ts";
import { drape, sash, wrap } from "./wraps.ts";

/** Buttons, zips, pockets and the like on the front; profile and back show little of it. */
export function drawFront(ctx: DrawContext, garment: Garment): string {
  const { rig } = ctx;
  if (garment.top.front === "bib") return bib(ctx, garment);
  if (garment.top.front === "plate") return plates(ctx, garment);
  if (garment.top.front === "drape") return drape(ctx, garment);
  if (garment.top.neck === "wrap") return wrap(ctx, garment);
  if (rig.view !== "front") return "";
  switch (garment.top.front) {
    case "buttons":
      return placket(ctx, garment);
    case "zip":
      return zip(ctx, garment);
    case "pocket":
      return pouch(ctx, garment);
    case "lacing":
      return lacing(ctx, garment);
    default:
      return garment.top.neck === "polo" ? placket(ctx, garment, 66) : "";
  }
}

/** The middle line of the front from below the neck to the hem. */
function centre(ctx: DrawContext, garment: Garment, from: number, to?: number): Point[] {
  const { rig } = ctx;
  const bottom = to ?? cutOf(ctx, garment.top).hemY + 4 * rig.frame.k;
  return [0, 0.33, 0.66, 1].map((t): Point => {
    const y = lerp(from, bottom, t);
    return [rig.middle(y), y];
  });
}

function placket(ctx: DrawContext, garment: Garment, length?: number): string {
  const { frame } = ctx.rig;
  const { k } = frame;
  const from = frame.shoulder + 24 * k;
  const to = length === undefined ? undefined : from + length * k;
  const middle = centre(ctx, garment, from, to);
  const edges = [-6, 6].map((shift) =>
    line(
      smooth(
        middle.map(([x, y]): Point => [x + shift * k, y]),
        false,
      ),
      shade(garment.color, 0.75),
      1.1,
      0.4,
    ),
  );
  const count = length === undefined ? 7 : 3;
  const buttons = Array.from({ length: count }, (_, i) => {
    const y = lerp(from, (middle[3] as Point)[1], (i + 0.4) / count);
    return (
      oval(ctx.rig.middle(y), y, 2.7 * k, 2.7 * k, tint(garment.color, 0.55)) +
      oval(ctx.rig.middle(y) + 0.5, y + 0.6, 1.2 * k, 1.2 * k, shade(garment.color, 0.6), 0.6)
    );
  });
  const y = frame.chest + 4 * k;
  const pocket =
    length === undefined && garment.top.hem === "seat" && frame.bust < 0.3
      ? line(
          `M${num(ctx.rig.middle(y) + 24 * k)} ${num(y)}h${num(32 * k)}v${num(26 * k)}l${num(-16 * k)} ${num(9 * k)}l${num(-16 * k)} ${num(-9 * k)}z`,
          shade(garment.color, 0.7),
          1.3,
          0.5,
        )
      : "";
  return edges.join("") + buttons.join("") + pocket;
}

function zip(ctx: DrawContext, garment: Garment): string {
  const { k, shoulder } = ctx.rig.frame;
  const path = smooth(centre(ctx, garment, shoulder + 4 * k), false);
  return (
    line(path, shade(garment.color, 0.55), 4.5 * k) +
    `<path d="${path}" fill="none" stroke="${tint(garment.color, 0.6)}" stroke-width="1.6" stroke-dasharray="2 2.4" stroke-opacity="0.8"/>`
  );
}

function pouch(ctx: DrawContext, garment: Garment): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const low = cutOf(ctx, garment.top).hemY - 15 * k;
  const high = low - 66 * k;
  const x = rig.middle(low);
  const w = frame.hipHalf * 0.62;
  const shape = smooth(pairs`${x - w * 0.5} ${high}!, ${x + w * 0.5} ${high}!, ${x + w * 0.78} ${lerp(high, low, 0.45)},
    ${x + w} ${low - 4 * k}, ${x + w} ${low}!, ${x - w} ${low}!, ${x - w} ${low - 4 * k},
    ${x - w * 0.78} ${lerp(high, low, 0.45)}`);
  return fill(shape, shade(garment.color, 0.14), 0.5) + line(shape, shade(garment.color, 0.8), 1.4, 0.5);
}

function lacing(ctx: DrawContext, garment: Garment): string {
  const { rig } = ctx;
  const { k, shoulder } = rig.frame;
  const x = rig.middle(shoulder);
  const y = shoulder + 26 * k;
  const cross = [0, 1, 2]
    .map(
      (i) =>
        `M${num(x - (11 - i * 3) * k)} ${num(y + i * 11 * k)}L${num(x + (9 - i * 3) * k)} ${num(y + (i * 11 + 9) * k)}M${num(x + (11 - i * 3) * k)} ${num(y + i * 11 * k)}L${num(x - (9 - i * 3) * k)} ${num(y + (i * 11 + 9) * k)}`,
    )
    .join("");
  return line(cross, tint(garment.color, 0.6), 1.8 * k, 0.9) + sash(ctx, garment, shade(garment.color, 0.72), 15);
}

function bib(ctx: DrawContext, garment: Garment): string {
  const { rig } = ctx;
  const { frame, view } = rig;
  const { k } = frame;
  const color = garment.color;
  const cut = cutOf(ctx, garment.top);
  const outline = smooth(clothOutline(rig, cut));
  const shirt = contrasting(color, garment.accent);
  const x = rig.middle(frame.chest);
  const top = frame.chest - 2 * k;
  const w = frame.chestHalf * 0.52;
  const e = (y: number, s: 1 | -1): Point => [clothEdge(rig, cut, y, s) + s * 2, y];
  const low = [
    e(frame.waist - 8 * k, 1),
    e(frame.hip, 1),
    e(cut.hemY + 16 * k, 1),
    e(cut.hemY + 16 * k, -1),
    e(frame.hip, -1),
    e(frame.waist - 8 * k, -1),
  ];
  const shape =
    view === "side"
      ? smooth(pairs`${low.slice(0, 1)}, ${low}, ${rig.edge(frame.chest, -1) + 30 * k} ${frame.waist - 20 * k},
    ${rig.edge(frame.chest, 1) - 22 * k} ${top + 4 * k}, ${rig.edge(top, 1, 6)} ${top + 2 * k}`)
      : smooth(pairs`${x - w} ${top}!, ${x + w} ${top}!, ${x + w * 1.15} ${lerp(top, frame.waist, 0.5)}, ${low},
    ${x - w * 1.15} ${lerp(top, frame.waist, 0.5)}`);
  const strap = (s: 1 | -1): string => {
    const shoulder = rig.shoulders[s === 1 ? 1 : 0];
    const to: Point =
      view === "side"
        ? [rig.neck.base[0] - 8 * k, frame.shoulder]
        : [lerp(rig.neck.base[0], shoulder[0], 0.62), frame.shoulder - 4 * k];
    return (
      line(
        smooth(
          pairs`${x + s * w * 0.8} ${top + 8 * k}, ${lerp(x + s * w * 0.8, to[0], 0.6)} ${lerp(top, to[1], 0.5)},
    ${to}`,
          false,
        ),
        color,
        13 * k,
      ) + (view === "front" ? oval(x + s * w * 0.8, top + 9 * k, 4.4 * k, 4.4 * k, "#d8b45a") : "")
    );
  };
  const pocket =
    view === "front"
      ? line(
          `M${num(x - 21 * k)} ${num(top + 24 * k)}h${num(42 * k)}v${num(30 * k)}q${num(-21 * k)} ${num(10 * k)} ${num(-42 * k)} 0z`,
          shade(color, 0.75),
          1.5,
          0.6,
        )
      : "";
  return (
    within(
      ctx,
      outline,
      fill(outline, shirt, 1) +
        drawPattern(ctx, { ...garment, color: shirt, accent: color }, cut) +
        strap(-1) +
        strap(1) +
        fill(shape, volume(ctx, color, clothEdge(rig, cut, frame.hip, -1), clothEdge(rig, cut, frame.hip, 1), 1.05)) +
        line(shape, shade(color, 0.75), 1.6, 0.5),
    ) + pocket
  );
}

function plates(ctx: DrawContext, garment: Garment): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const dark = shade(garment.color, 0.8);
  const x = rig.middle(frame.chest);
  const cut = cutOf(ctx, garment.top);
  const outline = smooth(clothOutline(rig, cut));
  const bands = [0, 0.28, 0.56, 0.84].map((t) => {
    const y = lerp(frame.waist - 16 * k, cut.hemY, t);
    return (
      line(
        smooth(
          pairs`${x - frame.hipHalf * 1.4} ${y - 6 * k}, ${x} ${y + 9 * k},
    ${x + frame.hipHalf * 1.4} ${y - 6 * k}`,
          false,
        ),
        dark,
        2.4 * k,
        0.55,
      ) +
      line(
        smooth(
          pairs`${x - frame.hipHalf * 1.4} ${y - 3 * k}, ${x} ${y + 12 * k},
    ${x + frame.hipHalf * 1.4} ${y - 3 * k}`,
          false,
        ),
        tint(garment.color, 0.8),
        1.6 * k,
        0.5,
      )
    );
  });
  const ridge =
    rig.view === "side"
      ? ""
      : line(smooth(pairs`${x} ${frame.shoulder + 12 * k}, ${x} ${frame.waist - 22 * k}`, false), dark, 2 * k, 0.4);
  const shine = fill(
    smooth(pairs`${x - rig.light * -30 * k} ${frame.shoulder + 34 * k}, ${x + rig.light * 46 * k} ${frame.chest},
    ${x + rig.light * 34 * k} ${frame.waist - 30 * k}, ${x + rig.light * 30 * k} ${frame.chest}`),
    "#ffffff",
    0.28,
  );
  const size = Math.min(frame.arm, 1.2 * k + (frame.arm - 1.2 * k) * 0.35);
  const shoulderPlate = rig.shoulders.map(
    ([sx, sy]) =>
      oval(sx + (sx - x) * 0.02, sy - 2 * k, 36 * size, 31 * size, shade(garment.color, 0.12)) +
      oval(sx + rig.light * 8 * k, sy - 10 * k, 20 * size, 13 * size, tint(garment.color, 0.6), 0.5),
  );
  return within(ctx, outline, bands.join("") + ridge + shine) + (rig.view === "side" ? "" : shoulderPlate.join(""));
}
