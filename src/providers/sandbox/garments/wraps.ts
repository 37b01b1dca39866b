import { type DrawContext, volume } from "../body/context.ts";
import { type Color, shade, tint } from "../core/color.ts";
import { lerp, type Point, pairs, smooth } from "../core/geometry.ts";
import { fill, line } from "../core/svg.ts";
import { clothEdge, clothOutline, cutOf, fold, type Garment, within } from "./garment.ts";
import { contrasting } from "./patterns.ts";

/** The crossed front of a kimono, robe or gi, with the sash around the waist. */
export function wrap(ctx: DrawContext, garment: Garment): string {
  const { rig } = ctx;
  const { frame, view } = rig;
  const { k } = frame;
  const accent = contrasting(garment.color, garment.accent);
  const band = sash(ctx, garment, accent, 36);
  if (view === "back")
    return (
      band +
      (garment.top.texture === "satin"
        ? fill(
            smooth(pairs`${rig.middle(frame.waist) - 30 * k} ${frame.waist - 16 * k},
    ${rig.middle(frame.waist) + 30 * k} ${frame.waist - 16 * k},
    ${rig.middle(frame.waist) + 27 * k} ${frame.waist + 44 * k},
    ${rig.middle(frame.waist) - 27 * k} ${frame.waist + 44 * k}`),
            shade(accent, 0.15),
          )
        : "")
    );
  if (view === "side") return band;
  const x = rig.neck.base[0];
  const half = frame.neckHalf * 1.1;
  const y = frame.shoulder;
  const collar = (s: 1 | -1): string =>
    line(
      smooth(
        pairs`${x + s * half} ${y - 20 * k}, ${x + s * half * 0.7} ${y + 14 * k},
    ${x - s * 4 * k} ${y + 60 * k}, ${x - s * 22 * k} ${frame.waist + 4 * k}`,
        false,
      ),
      tint(accent, 0.25),
      11 * k,
    );
  const low = cutOf(ctx, garment.top).hemY;
  return (
    collar(-1) +
    collar(1) +
    line(
      smooth(
        pairs`${rig.middle(frame.waist) + 4 * k} ${frame.waist + 42 * k},
    ${rig.middle(frame.knee) + 16 * k} ${low}`,
        false,
      ),
      shade(garment.color, 0.75),
      2,
      0.5,
    ) +
    band
  );
}

/** A band around the waist. */
export function sash(ctx: DrawContext, garment: Garment, color: Color, high: number): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const cut = cutOf(ctx, garment.top);
  const y = frame.waist + 6 * k;
  const at = (side: 1 | -1, dy: number): Point => [clothEdge(rig, cut, y + dy * k, side) + side * 2 * k, y + dy * k];
  const path = smooth(pairs`${at(-1, 0)}, ${at(-1, 0)}, ${rig.middle(y)} ${y + 5 * k}, ${at(1, 0)}, ${at(1, 0)},
    ${at(1, high)}, ${at(1, high)}, ${rig.middle(y)} ${y + (high + 5) * k}, ${at(-1, high)},
    ${at(-1, high)}`);
  return fill(path, color) + line(path, shade(color, 0.7), 1.2, 0.5);
}

/** A sari: the blouse above, and the cloth laid from the hip over the wearer's left shoulder and down the back. */
export function drape(ctx: DrawContext, garment: Garment): string {
  const { rig } = ctx;
  const { frame, view } = rig;
  const { k } = frame;
  const { color } = garment;
  const cut = cutOf(ctx, garment.top);
  const border = contrasting(color, garment.accent);
  const edge = (y: number, s: 1 | -1): Point => [clothEdge(rig, cut, y, s) + s * 2 * k, y];
  const outline = smooth(clothOutline(rig, cut));
  const low = frame.waist - 4 * k;
  const blouse = fill(
    smooth(pairs`${rig.shoulders[0][0] - 40 * k} ${frame.shoulder - 40 * k}!, ${rig.shoulders[1][0] + 40 * k} ${frame.shoulder - 40 * k}!, ${edge(low, 1)}!,
    ${rig.middle(low)} ${low + 8 * k}, ${edge(low, -1)}!, ${edge(frame.chest, -1)}`),
    volume(ctx, border, edge(frame.chest, -1)[0], edge(frame.chest, 1)[0]),
  );
  const [upper, lower] = bandOf(ctx, edge);
  const band = smooth([
    ...upper,
    ...upper.slice(-1),
    ...lower.slice(-1),
    ...[...lower].reverse(),
    ...lower.slice(0, 1),
  ]);
  const folds = [0.3, 0.6]
    .map((t) =>
      fold(
        upper.map(([x, y], i): Point => [lerp(x, lower[i]?.[0] ?? x, t), lerp(y, lower[i]?.[1] ?? y, t)]),
        color,
        4 * k,
      ),
    )
    .join("");
  const hem = line(
    smooth(
      pairs`${edge(cut.hemY - 9 * k, -1)}, ${rig.middle(cut.hemY)} ${cut.hemY - 4 * k}, ${edge(cut.hemY - 9 * k, 1)}`,
      false,
    ),
    border,
    9 * k,
  );
  const trimmed = line(smooth(lower, false), border, 8 * k) + line(smooth(lower, false), shade(border, 0.7), 1, 0.4);
  const paint = volume(ctx, tint(color, 0.06), edge(frame.chest, -1)[0], edge(frame.chest, 1)[0]);
  const below = view === "back" ? "" : blouse;
  return within(ctx, outline, below + (view === "back" ? blouse : "") + fill(band, paint) + folds + trimmed + hem);
}

/** Upper and lower edge of the cloth over the body, from the shoulder downwards. */
function bandOf(ctx: DrawContext, edge: (y: number, s: 1 | -1) => Point): readonly [Point[], Point[]] {
  const { rig } = ctx;
  const { frame, view } = rig;
  const { k } = frame;
  const [x, y] = rig.neck.base;
  if (view === "side")
    return [
      pairs`${x + 8 * k} ${y - 16 * k}, ${edge(frame.chest, 1)[0]} ${frame.chest - 34 * k}, ${edge(frame.waist, 1)[0] + 6 * k} ${frame.waist - 40 * k}`,
      pairs`${x - 10 * k} ${y + 10 * k}, ${rig.middle(frame.chest)} ${frame.chest + 34 * k}, ${edge(frame.hip, 1)[0] + 4 * k} ${frame.hip - 10 * k}`,
    ];
  // The wearer's left shoulder: the viewer's right from the front, the left from behind.
  const s = view === "front" ? 1 : -1;
  const shoulder = rig.shoulders[s === 1 ? 1 : 0];
  if (view === "back") {
    const end = lerp(frame.hip, frame.knee, 0.6);
    return [
      pairs`${x + s * 20 * k} ${y - 24 * k}, ${x + s * 6 * k} ${frame.chest}, ${rig.middle(frame.hip) - s * 4 * k} ${end}`,
      pairs`${shoulder[0]} ${shoulder[1] - 26 * k}, ${rig.edge(frame.chest, s)} ${frame.chest + 10 * k}, ${rig.edge(frame.hip, s)} ${end + 20 * k}`,
    ];
  }
  return [
    pairs`${x + s * frame.neckHalf * 1.2} ${y - 24 * k}, ${x + s * 4 * k} ${frame.chest - 10 * k}, ${edge(frame.waist, -1)[0] - 6 * k} ${frame.waist - 34 * k}`,
    pairs`${shoulder[0] - 6 * k} ${shoulder[1] - 24 * k}, ${x + s * 52 * k} ${frame.chest + 26 * k}, ${edge(frame.hip, -1)[0] - 6 * k} ${frame.hip - 20 * k}`,
  ];
}
