import type { DrawContext } from "../body/context.ts";
import { type Color, shade, tint } from "../core/color.ts";
import { lerp, type Point, pairs, smooth } from "../core/geometry.ts";
import { fill, line, oval } from "../core/svg.ts";
import type { Top } from "./catalogue.ts";
import { clothEdge, clothOutline, cutOf, type Garment, within } from "./garment.ts";

/** The front of an open outer garment: the inner one shows in the gap, lapels and edges lie over it. */
export function drawOpening(ctx: DrawContext, outer: Garment, inner: string): string {
  return ctx.rig.view === "side" ? profileOpening(ctx, outer, inner) : frontOpening(ctx, outer, inner);
}

function profileOpening(ctx: DrawContext, outer: Garment, inner: string): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const cut = cutOf(ctx, outer.top);
  const hem = cut.hemY + 4 * k;
  const rows = [frame.shoulder + 10 * k, frame.chest, frame.waist, frame.hip, hem].filter((y) => y <= hem);
  const front = rows.map((y): Point => [clothEdge(rig, cut, y, 1) + 30 * k, y]);
  const spine = rows.map((y, i): Point => [clothEdge(rig, cut, y, 1) - (i === 0 ? 6 : 17) * k, y]);
  const gap = smooth([...front, ...front.slice(-1), ...spine.slice(-1), ...[...spine].reverse()]);
  const outline = smooth(clothOutline(rig, cut));
  return (
    within(ctx, gap, within(ctx, outline, fill(outline, shade(outer.color, 0.5)) + inner)) +
    line(smooth(spine, false), shade(outer.color, 0.8), 2, 0.6) +
    sidePocket(ctx, outer.color)
  );
}

function sidePocket(ctx: DrawContext, color: Color): string {
  const { rig } = ctx;
  const { k, waist, hip } = rig.frame;
  const y = lerp(waist, hip, 0.4);
  const x = rig.middle(y) + 12 * k;
  return line(smooth(pairs`${x} ${y}, ${x + 14 * k} ${y + 16 * k}`, false), shade(color, 0.75), 3.4 * k, 0.4);
}

/** Half width of the gap an open garment leaves, at shoulder, chest, waist and hem, in thousandths. */
function gapOf(top: Top, seed: number): readonly [number, number, number, number] {
  const closed = seed % 3 === 0;
  if (top.neck === "v" && top.texture !== "knit") return closed ? [20, 24, 2, 14] : [20, 26, 19, 26];
  if (top.neck === "hood") return closed ? [16, 6, 3, 4] : [18, 17, 19, 24];
  return closed && top.front === "zip" ? [15, 5, 2, 2] : [16, 19, 20, 27];
}

function frontOpening(ctx: DrawContext, outer: Garment, inner: string): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const cut = cutOf(ctx, outer.top);
  const [g0, g1, g2, g3] = gapOf(outer.top, ctx.traits.seed);
  const hem = cut.hemY + 8 * k + Math.max(0, cut.flare) * 0.13;
  const rows: Point[] = pairs`${frame.shoulder - 26 * k} ${frame.neckHalf / k - 2},
    ${frame.shoulder + 2 * k} ${frame.neckHalf / k - 1}, ${frame.shoulder + 20 * k} ${g0},
    ${frame.chest} ${g1}, ${frame.waist} ${g2}, ${hem} ${g3}`;
  const side = (s: 1 | -1): Point[] => rows.map(([y, half]): Point => [rig.middle(y) + s * half * k, y]);
  const right = side(1);
  const left = side(-1);
  const gap = smooth([...right, ...right.slice(-1), ...left.slice(-1), ...[...left].reverse()]);
  const edge = (points: Point[]): string => line(smooth(points.slice(1), false), shade(outer.color, 0.8), 2, 0.6);
  const seam =
    outer.top.front === "zip" ? line(smooth(right.slice(2), false), tint(outer.color, 0.7), 2.2 * k, 0.5) : "";
  const gapShadow = line(
    smooth(
      (rig.light === -1 ? left : right).slice(2).map(([x, y]): Point => [x - rig.light * -3 * k, y]),
      false,
    ),
    "#120c18",
    7 * k,
    0.16,
  );
  return (
    within(ctx, gap, inner + gapShadow) +
    edge(right) +
    edge(left) +
    seam +
    pockets(ctx, outer) +
    buttons(ctx, outer, right)
  );
}

function pockets(ctx: DrawContext, outer: Garment): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const dark = shade(outer.color, 0.75);
  const y = outer.top.hem === "hip" ? frame.waist - 8 * k : frame.hip - 34 * k;
  const flap = (s: 1 | -1): string => {
    const x = lerp(rig.middle(y), rig.edge(y, s, outer.top.ease), 0.66);
    return line(
      smooth(
        pairs`${x - s * 20 * k} ${y + (outer.top.hem === "hip" ? 16 : 0) * k}, ${x + s * 17 * k} ${y - 5 * k}`,
        false,
      ),
      dark,
      4 * k,
      0.42,
    );
  };
  const chest = (s: 1 | -1): string => {
    if (outer.top.texture !== "denim") return "";
    const x = rig.middle(frame.chest) + s * 48 * k;
    return line(
      `M${(x - 17 * k).toFixed(1)} ${frame.chest.toFixed(1)}h${(34 * k).toFixed(1)}v${(10 * k).toFixed(1)}l${(-17 * k).toFixed(1)} ${(7 * k).toFixed(1)}l${(-17 * k).toFixed(1)} ${(-7 * k).toFixed(1)}z`,
      tint(outer.color, 0.5),
      1.5,
      0.7,
    );
  };
  return flap(1) + flap(-1) + chest(1) + chest(-1);
}

function buttons(ctx: DrawContext, outer: Garment, edge: readonly Point[]): string {
  if (outer.top.front !== "buttons") return "";
  const { k } = ctx.rig.frame;
  const from = edge[3] as Point;
  const to = edge[5] as Point;
  return [0.06, 0.3, 0.54, 0.78]
    .map((t) =>
      oval(lerp(from[0], to[0], t) + 8 * k, lerp(from[1], to[1], t), 3.2 * k, 3.2 * k, shade(outer.color, 0.55)),
    )
    .join("");
}
