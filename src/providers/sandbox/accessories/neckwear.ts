import { type DrawContext, volume } from "../body/context.ts";
import { type Color, shade, tint } from "../core/color.ts";
import { lerp, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { pick, stream } from "../core/random.ts";
import { fill, line, oval } from "../core/svg.ts";
import { contrasting } from "../garments/patterns.ts";
import { TOP_COLORS } from "../traits/cloth-words.ts";

/** What is worn at the neck, over the collar. */
export function drawNeckwear(ctx: DrawContext): string {
  const { details, outfit, seed } = ctx.traits;
  const stated = details.colors.neckwear;
  const color = stated ?? contrasting((outfit.outer ?? outfit.top).color, pick(stream(seed, "neckwear"), TOP_COLORS));
  switch (details.neckwear) {
    case "scarf":
      return scarf(ctx, color);
    case "bandana":
      return kerchief(ctx, stated ?? "#b93a3e");
    case "tie":
      return ctx.rig.view === "front" ? necktie(ctx, stated ?? contrasting(outfit.top.color, "#8c2f3d")) : "";
    case "bow-tie":
      return ctx.rig.view === "front" ? bowTie(ctx, stated ?? "#25232a") : "";
    case "necklace":
      return chain(ctx, "#d9b24a", 44, 1.8) + pendant(ctx, stated ?? "#4f9fb8");
    case "chain":
      return chain(ctx, stated ?? "#e0ba52", 38, 4.2);
    case "pearls":
      return pearls(ctx);
    case "choker":
      return band(ctx, stated ?? "#25232a");
    case "stethoscope":
      return stethoscope(ctx);
    case "headphones":
      return neckphones(ctx, stated ?? "#2b2a31");
    default:
      return "";
  }
}

type Ring = {
  readonly x: number;
  readonly y: number;
  readonly front: number;
  readonly back: number;
  readonly k: number;
};

/** Half widths around the neck, forwards and backwards in profile. */
function ringOf(ctx: DrawContext): Ring {
  const { frame, neck, view } = ctx.rig;
  const [x, y] = neck.base;
  const half = frame.neckHalf;
  return {
    x,
    y,
    k: frame.k,
    front: view === "side" ? half * 1.05 : half * 1.16,
    back: view === "side" ? half * 1.12 : half * 1.16,
  };
}

function loop(ctx: DrawContext, drop: number): Point[] {
  const { x, y, k, front, back } = ringOf(ctx);
  const { view } = ctx.rig;
  if (view === "back") return pairs`${x - back} ${y - 14 * k}, ${x} ${y - 8 * k}, ${x + front} ${y - 14 * k}`;
  if (view === "side")
    return pairs`${x - back * 0.9} ${y - 18 * k}, ${x + front * 0.2} ${y + 6 * k},
    ${x + front * 1.15} ${y + drop * 0.6 * k}`;
  return pairs`${x - back} ${y - 12 * k}, ${x - back * 0.72} ${y + drop * 0.55 * k}, ${x} ${y + drop * k},
    ${x + front * 0.72} ${y + drop * 0.55 * k}, ${x + front} ${y - 12 * k}`;
}

const chain = (ctx: DrawContext, color: Color, drop: number, width: number): string =>
  line(smooth(loop(ctx, drop), false), shade(color, 0.5), (width + 1) * ctx.rig.frame.k, 0.6) +
  line(smooth(loop(ctx, drop), false), color, width * ctx.rig.frame.k);

function pendant(ctx: DrawContext, color: Color): string {
  if (ctx.rig.view !== "front") return "";
  const { x, y, k } = ringOf(ctx);
  return (
    oval(x, y + 52 * k, 8.5 * k, 10 * k, "#d9b24a") +
    oval(x, y + 52 * k, 6 * k, 7.4 * k, color) +
    oval(x - 2 * k, y + 49 * k, 2 * k, 2.4 * k, "#ffffff", 0.7)
  );
}

function pearls(ctx: DrawContext): string {
  const points = loop(ctx, 26);
  const { k } = ctx.rig.frame;
  const row = line(smooth(points, false), "#f5efe6", 7 * k);
  return `${row}<path d="${smooth(points, false)}" fill="none" stroke="#b9ab9a" stroke-width="${(7 * k).toFixed(1)}" stroke-dasharray="1.2 ${(6 * k).toFixed(1)}" stroke-opacity="0.6"/>`;
}

function band(ctx: DrawContext, color: Color): string {
  const { x, y, k, front, back } = ringOf(ctx);
  return line(
    smooth(
      pairs`${x - back * 0.84} ${y - 30 * k - (ctx.rig.view === "side" ? 12 * k : 0)}, ${x} ${y - 22 * k},
    ${x + front * 0.84} ${y - 30 * k}`,
      false,
    ),
    color,
    7 * k,
  );
}

function stethoscope(ctx: DrawContext): string {
  const { x, y, k, front, back } = ringOf(ctx);
  if (ctx.rig.view === "back")
    return line(
      smooth(pairs`${x - back} ${y - 12 * k}, ${x} ${y + 2 * k}, ${x + front} ${y - 12 * k}`, false),
      "#3a4450",
      5 * k,
    );
  const tube = smooth(
    pairs`${x - back} ${y - 14 * k}, ${x - back * 1.2} ${y + 60 * k}, ${x} ${y + 112 * k},
    ${x + front * 1.2} ${y + 60 * k}, ${x + front} ${y - 14 * k}`,
    false,
  );
  return (
    line(tube, "#3a4450", 5 * k) +
    line(`M${x.toFixed(1)} ${(y + 112 * k).toFixed(1)}v${(26 * k).toFixed(1)}`, "#3a4450", 5 * k) +
    oval(x, y + 146 * k, 11 * k, 11 * k, "#c3c8ce") +
    oval(x, y + 146 * k, 7 * k, 7 * k, "#8d949c")
  );
}

function neckphones(ctx: DrawContext, color: Color): string {
  const { x, y, k, front, back } = ringOf(ctx);
  const arc = line(
    smooth(
      pairs`${x - back - 6 * k} ${y + 4 * k}, ${x - back - 4 * k} ${y - 20 * k}, ${x} ${y - 12 * k},
    ${x + front + 4 * k} ${y - 20 * k}, ${x + front + 6 * k} ${y + 4 * k}`,
      false,
    ),
    color,
    8 * k,
  );
  const cups = [x - back - 2 * k, x + front + 2 * k]
    .map((cx) => oval(cx, y + 14 * k, 15 * k, 20 * k, shade(color, 0.4)) + oval(cx, y + 14 * k, 10 * k, 15 * k, color))
    .join("");
  return arc + cups;
}

function necktie(ctx: DrawContext, color: Color): string {
  const { frame, middle } = ctx.rig;
  const { x, y: throat, k } = ringOf(ctx);
  const y = throat - 7 * k;
  const low = lerp(frame.waist, frame.hip, 0.2);
  const mx = middle(low);
  const knot =
    smooth(pairs`${x - 9 * k} ${y}!, ${x + 9 * k} ${y}!, ${x + 8.4 * k} ${y + 8 * k}, ${x + 5.4 * k} ${y + 19 * k}!,
    ${x - 5.4 * k} ${y + 19 * k}!, ${x - 8.4 * k} ${y + 8 * k}`);
  const blade = smooth(pairs`${x - 5.4 * k} ${y + 18 * k}!, ${x + 5.4 * k} ${y + 18 * k}!,
    ${lerp(x, mx, 0.8) + 15 * k} ${low - 22 * k}!, ${mx} ${low}!,
    ${lerp(x, mx, 0.8) - 15 * k} ${low - 22 * k}!`);
  const edged = (path: string): string =>
    `<path d="${path}" fill="none" stroke="${shade(color, 0.8)}" stroke-width="1.1" stroke-opacity="0.5"/>`;
  const stripes = [0.2, 0.4, 0.6, 0.8]
    .map(
      (t) =>
        `M${(lerp(x, mx, t) - 11 * k).toFixed(1)} ${(lerp(y + 22 * k, low, t) - 5 * k).toFixed(1)}l${(22 * k).toFixed(1)} ${(12 * k).toFixed(1)}`,
    )
    .join("");
  return (
    fill(blade, volume(ctx, color, x - 14 * k, x + 14 * k)) +
    line(stripes, tint(color, 0.5), 2.6 * k, 0.35) +
    edged(blade) +
    fill(knot, shade(color, 0.16)) +
    edged(knot)
  );
}

function bowTie(ctx: DrawContext, color: Color): string {
  const { x, y, k } = ringOf(ctx);
  const at = y + 8 * k;
  const wing = (s: number): string =>
    fill(
      smooth(pairs`${x + s * 4 * k} ${at}, ${x + s * 28 * k} ${at - 13 * k}!, ${x + s * 30 * k} ${at},
    ${x + s * 28 * k} ${at + 13 * k}!`),
      color,
    ) +
    fill(
      taper(pairs`${x + s * 5 * k} ${at}, ${x + s * 15 * k} ${at - 2 * k}, ${x + s * 24 * k} ${at - 4 * k}`, 2.6 * k),
      shade(color, 0.8),
      0.5,
    );
  return wing(-1) + wing(1) + oval(x, at, 6.4 * k, 7.4 * k, shade(color, 0.3));
}

function scarf(ctx: DrawContext, color: Color): string {
  const { x, y, k, front, back } = ringOf(ctx);
  const { view } = ctx.rig;
  const [l, r] = [x - back - 15 * k, x + front + 15 * k];
  const tilt = view === "side" ? -12 * k : 0;
  const wrap = smooth(pairs`${l} ${y - 22 * k + tilt}, ${x} ${y - 34 * k + (view === "front" ? 16 * k : 0)},
    ${r} ${y - 22 * k}, ${r + 5 * k} ${y + 2 * k}, ${r - 10 * k} ${y + 22 * k}, ${x} ${y + 34 * k},
    ${l + 10 * k} ${y + 18 * k}, ${l - 5 * k} ${y + tilt}`);
  const paint = volume(ctx, color, l, r, 1.2);
  const end = (dx: number, length: number): string => {
    const path = smooth(pairs`${x + dx - 13 * k} ${y + 14 * k}!, ${x + dx + 15 * k} ${y + 14 * k}!,
    ${x + dx + 18 * k} ${y + length * k}!, ${x + dx - 15 * k} ${y + (length + 3) * k}!`);
    const fringe = Array.from(
      { length: 6 },
      (_, i) => `M${(x + dx + (-12 + i * 5.4) * k).toFixed(1)} ${(y + length * k).toFixed(1)}v${(11 * k).toFixed(1)}`,
    ).join("");
    const stripes = [0.72, 0.84]
      .map((t) => `M${(x + dx - 15 * k).toFixed(1)} ${(y + length * t * k).toFixed(1)}h${(32 * k).toFixed(1)}`)
      .join("");
    return (
      line(fringe, color, 2.4 * k) +
      fill(path, paint) +
      line(stripes, tint(color, 0.6), 4 * k, 0.7) +
      `<path d="${path}" fill="none" stroke="${shade(color, 0.75)}" stroke-width="1.3" stroke-opacity="0.45"/>`
    );
  };
  const ends = view === "front" ? end(-12 * k, 118) + end(15 * k, 92) : view === "side" ? end(front * 0.7, 100) : "";
  const folds = [0.25, 0.55, 0.8]
    .map((t) =>
      fill(
        taper(
          pairs`${l} ${lerp(y - 16 * k, y + 10 * k, t)}, ${x} ${lerp(y - 16 * k, y + 26 * k, t) + 6 * k},
    ${r} ${lerp(y - 16 * k, y + 12 * k, t)}`,
          3.6 * k,
        ),
        shade(color, 0.8),
        0.32,
      ),
    )
    .join("");
  return (
    ends +
    fill(wrap, paint) +
    folds +
    `<path d="${wrap}" fill="none" stroke="${shade(color, 0.75)}" stroke-width="1.3" stroke-opacity="0.4"/>`
  );
}

function kerchief(ctx: DrawContext, color: Color): string {
  const { x, y, k, front, back } = ringOf(ctx);
  const drop = ctx.rig.view === "side" ? 26 : ctx.rig.view === "back" ? 20 : 52;
  const path = smooth(pairs`${x - back} ${y - 22 * k}, ${x} ${y - 10 * k}, ${x + front} ${y - 20 * k},
    ${x + front + 8 * k} ${y}, ${x + front * 0.6} ${y + drop * 0.5 * k},
    ${x + 3 * k} ${y + drop * k}, ${x - back * 0.6} ${y + drop * 0.5 * k},
    ${x - back - 8 * k} ${y - 4 * k}`);
  return (
    fill(path, volume(ctx, color, x - back, x + front, 1.2)) +
    line(
      smooth(pairs`${x - back} ${y - 8 * k}, ${x} ${y + 8 * k}, ${x + front} ${y - 6 * k}`, false),
      shade(color, 0.75),
      1.8,
      0.5,
    )
  );
}
