import { type DrawContext, volume } from "../body/context.ts";
import { type Color, shade, tint } from "../core/color.ts";
import { lerp, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { clipped, fill, line, oval } from "../core/svg.ts";
import { gearColor } from "./bags-and-belts.ts";

/** A cape: behind the figure with its shoulders over the clothes; from behind it covers the back. */
export function drawCape(ctx: DrawContext): { behind: string; over: string } {
  const { rig } = ctx;
  const { frame, view } = rig;
  const { k } = frame;
  const color = gearColor(ctx, shade(ctx.traits.outfit.accent, 0.2));
  const low = lerp(frame.knee, frame.ankle, 0.6);
  const [x, y] = rig.neck.base;
  const wide = frame.shoulderHalf;
  if (view === "side") {
    const path = smooth(pairs`${x + 8 * k} ${y - 14 * k}, ${x - 30 * k} ${y - 16 * k},
    ${rig.edge(frame.chest, -1, 12)} ${frame.chest - 10 * k},
    ${rig.edge(frame.hip, -1, 26)} ${frame.hip}, ${rig.edge(frame.hip, -1, 70)} ${low}!,
    ${rig.edge(frame.hip, -1, 8)} ${low + 10 * k}, ${rig.middle(frame.hip) - 10 * k} ${low - 6 * k}!,
    ${rig.middle(frame.hip) - 12 * k} ${frame.hip},
    ${rig.middle(frame.chest) - 6 * k} ${frame.chest}, ${x + 12 * k} ${y + 10 * k}`);
    return {
      behind: "",
      over:
        fill(path, volume(ctx, color, rig.edge(frame.hip, -1, 60), rig.middle(frame.hip), 1.3)) +
        folds(ctx, color, path, low, -1),
    };
  }
  const half: Point[] = pairs`${x + frame.neckHalf * 1.1} ${y - 20 * k}, ${x + wide * 0.74} ${y},
    ${x + wide + 12 * k} ${y + 34 * k}, ${x + wide + 24 * k} ${frame.waist},
    ${x + wide + 62 * k} ${low}!`;
  const left = half.map(([px, py]): Point => [2 * x - px, py]).reverse();
  const path = smooth(pairs`${half}, ${x + wide * 0.5} ${low + 14 * k}, ${x} ${low + 4 * k},
    ${x - wide * 0.5} ${low + 14 * k}, ${left}`);
  const paint = volume(ctx, view === "front" ? shade(color, 0.25) : color, x - wide - 40 * k, x + wide + 40 * k, 1.2);
  const drawn = fill(path, paint) + folds(ctx, color, path, low, 0);
  if (view === "back") return { behind: "", over: drawn };
  const shoulders = ([-1, 1] as const)
    .map((s) =>
      fill(
        smooth(pairs`${x + s * frame.neckHalf * 0.9} ${y - 24 * k}, ${x + s * wide * 0.7} ${y - 4 * k},
    ${x + s * (wide + 14 * k)} ${y + 34 * k}, ${x + s * (wide + 16 * k)} ${y + 92 * k},
    ${x + s * wide * 0.82} ${y + 70 * k}, ${x + s * wide * 0.56} ${y + 34 * k},
    ${x + s * 10 * k} ${y + 22 * k}`),
        s === rig.light ? tint(color, 0.1) : shade(color, 0.12),
      ),
    )
    .join("");
  return { behind: drawn, over: shoulders + oval(x, y + 18 * k, 9 * k, 9 * k, "#d9b24a") };
}

function folds(ctx: DrawContext, color: Color, path: string, low: number, lean: number): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const x = lean === 0 ? rig.neck.base[0] : rig.edge(frame.hip, -1, 20);
  const rows = (lean === 0 ? [-0.9, -0.55, -0.2, 0.2, 0.55, 0.9] : [-0.3, 0, 0.3])
    .map((t) =>
      fill(
        taper(
          pairs`${x + t * frame.shoulderHalf * 0.6} ${frame.chest}, ${x + t * frame.shoulderHalf} ${frame.hip},
    ${x + t * (frame.shoulderHalf + 44 * k)} ${low}`,
          10 * k,
        ),
        shade(color, 0.8),
        0.3,
      ),
    )
    .join("");
  return clipped(ctx.defs, path, rows);
}

/** The ribbons of an apron, tied behind. */
function apronBow(ctx: DrawContext, color: Color): string {
  const { rig } = ctx;
  const { k } = rig.frame;
  const y = rig.frame.waist + 8 * k;
  const knot = [-1, 1]
    .map((s) =>
      fill(
        taper(
          pairs`${rig.middle(y)} ${y}, ${rig.middle(y) + s * 22 * k} ${y - 10 * k},
  ${rig.middle(y) + s * 30 * k} ${y + 4 * k}, ${rig.middle(y)} ${y + 3 * k}`,
          7 * k,
        ),
        color,
      ),
    )
    .join("");
  return (
    line(
      smooth(pairs`${rig.edge(y, -1, 6)} ${y}, ${rig.middle(y)} ${y + 4 * k}, ${rig.edge(y, 1, 6)} ${y}`, false),
      color,
      7 * k,
    ) +
    knot +
    line(`M${rig.middle(y).toFixed(1)} ${y.toFixed(1)}l${(10 * k).toFixed(1)} ${(60 * k).toFixed(1)}`, color, 6 * k)
  );
}

/** From the bib to the nape, and around the waist. */
function profileStrings(ctx: DrawContext, color: Color, top: number): string {
  const { rig } = ctx;
  const { k, waist, shoulder } = rig.frame;
  const [x] = rig.neck.base;
  const y = waist + 14 * k;
  const over = pairs`${rig.edge(top, 1) - 14 * k} ${top + 2 * k}, ${x + 12 * k} ${shoulder + 2 * k}, ${x - 14 * k} ${shoulder - 14 * k}`;
  const around = pairs`${rig.middle(y)} ${y}, ${rig.edge(y, -1, 7)} ${y + 4 * k}`;
  return line(smooth(over, false), color, 7 * k) + line(smooth(around, false), color, 7 * k);
}

/** A bib apron: the cloth in front, its ribbons at the side and behind. */
export function apron(ctx: DrawContext): string {
  const { rig } = ctx;
  const { frame, view } = rig;
  const { k } = frame;
  const color = ctx.traits.details.colors.gear ?? "#6b7a6a";
  if (view === "back") return apronBow(ctx, color);
  const top = frame.chest - 14 * k;
  const hem = lerp(frame.crotch, frame.knee, 0.5);
  const e = (yy: number, s: 1 | -1, t: number): Point => [lerp(rig.middle(yy), rig.edge(yy, s, 10), t), yy];
  const points: Point[] =
    view === "side"
      ? pairs`${e(top, 1, 0.62)}!, ${e(top, 1, 0.98)}!, ${e(frame.waist, 1, 1)}, ${e(frame.hip, 1, 1.04)},
    ${rig.edge(frame.crotch, 1, 10)} ${hem}!, ${rig.middle(frame.hip) - 2 * k} ${hem}!,
    ${e(frame.hip, 1, 0.06)}, ${e(frame.waist + 12 * k, 1, 0.08)}!, ${e(lerp(top, frame.waist, 0.55), 1, 0.52)}`
      : pairs`${e(top, -1, 0.5)}, ${e(top, -1, 0.5)}, ${e(top, 1, 0.5)}, ${e(top, 1, 0.5)},
    ${e(frame.waist - 8 * k, 1, 0.94)}, ${e(frame.hip, 1, 0.98)},
    ${rig.edge(frame.crotch, 1, 2)} ${hem}!, ${rig.edge(frame.crotch, -1, 2)} ${hem}!,
    ${e(frame.hip, -1, 0.98)}, ${e(frame.waist - 8 * k, -1, 0.94)}`;
  const path = smooth(points);
  const straps =
    view === "side"
      ? profileStrings(ctx, color, top)
      : [-1, 1]
          .map((s) =>
            line(
              smooth(
                pairs`${rig.middle(top) + s * frame.chestHalf * 0.44} ${top + 3 * k},
    ${rig.neck.base[0] + s * frame.neckHalf * 1.1} ${frame.shoulder - 16 * k}`,
                false,
              ),
              color,
              7 * k,
            ),
          )
          .join("");
  const pocket =
    view === "side"
      ? ""
      : line(
          smooth(pairs`${rig.middle(frame.hip) - 36 * k} ${frame.hip - 6 * k}!,
    ${rig.middle(frame.hip) - 34 * k} ${frame.hip + 42 * k},
    ${rig.middle(frame.hip) + 34 * k} ${frame.hip + 42 * k},
    ${rig.middle(frame.hip) + 36 * k} ${frame.hip - 6 * k}!`),
          shade(color, 0.75),
          1.6,
          0.6,
        );
  return (
    straps +
    fill(path, volume(ctx, color, rig.edge(frame.hip, -1), rig.edge(frame.hip, 1))) +
    `<path d="${path}" fill="none" stroke="${shade(color, 0.75)}" stroke-width="1.4" stroke-opacity="0.5"/>` +
    pocket
  );
}
