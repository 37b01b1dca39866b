import type { DrawContext } from "../body/context.ts";
import { type Color, shade, tint } from "../core/color.ts";
import { pairs, smooth } from "../core/geometry.ts";
import { fill, line, linear, placed } from "../core/svg.ts";
import type { Eyewear } from "../traits/details.ts";

/** Eyewear. From behind only the ends of the temples show. */
export function drawEyewear(ctx: DrawContext): string {
  const { eyewear } = ctx.traits.details;
  if (eyewear === "none") return "";
  const { low } = ctx.traits.face;
  const drawn = eyewearOf(ctx, eyewear);
  return low === 0 ? drawn : placed(drawn, 0, low);
}

function eyewearOf(ctx: DrawContext, eyewear: Exclude<Eyewear, "none">): string {
  const { colors } = ctx.traits.details;
  const frame = colors.eyewear ?? (eyewear === "round" ? "#5a4632" : "#24222a");
  const side = ctx.rig.view === "side";
  if (eyewear === "eyepatch") return patch(side);
  if (eyewear === "monocle") return monocle(ctx, side);
  return side ? profileGlasses(ctx, eyewear, frame) : frontGlasses(ctx, eyewear, frame);
}

function profileGlasses(ctx: DrawContext, kind: keyof typeof LENSES, frame: Color): string {
  const width = kind === "round" ? 2.3 : kind === "goggles" ? 5 : 3.2;
  const lens = `<g transform="translate(48.5 1) scale(0.42 0.96)">${fill(LENSES[kind], glass(ctx, kind, frame))}<path d="${LENSES[kind]}" fill="none" stroke="${frame}" stroke-width="${width + 1.2}"/></g>`;
  return lens + line("M42 -4L-6 -3Q-15 -2 -17 8", frame, kind === "goggles" ? 8 : 2.8) + line("M54 -2L58 1", frame, 2);
}

function frontGlasses(ctx: DrawContext, kind: keyof typeof LENSES, frame: Color): string {
  const { face } = ctx.traits;
  const turn = ctx.rig.shot.headTurn * 3;
  const x = 24.2 * face.eyeGap * face.width;
  const width = kind === "round" ? 2.3 : kind === "goggles" ? 5 : 3.2;
  const lens = (s: 1 | -1): string =>
    `<g transform="translate(${(s * x + turn).toFixed(1)} 1) scale(${s} 1)">${fill(LENSES[kind], glass(ctx, kind, frame))}<path d="${LENSES[kind]}" fill="none" stroke="${frame}" stroke-width="${width}"/>${line("M-9 -7L-2 -11M-10 -1L3 -9", "#ffffff", 1.6, kind === "sunglasses" ? 0.4 : 0.5)}</g>`;
  const gap = x - (kind === "goggles" ? 20 : 16.5);
  const bridge = line(
    `M${(turn - gap).toFixed(1)} -2Q${turn.toFixed(1)} -8 ${(turn + gap).toFixed(1)} -2`,
    frame,
    width,
  );
  const arm = (s: 1 | -1): string =>
    line(
      `M${(turn + s * (x + 17)).toFixed(1)} -4L${(s * 54 * face.width).toFixed(1)} -3`,
      shade(frame, 0.2),
      kind === "goggles" ? 8 : 2.6,
    );
  return arm(-1) + arm(1) + lens(-1) + lens(1) + bridge;
}

function patch(side: boolean): string {
  if (side)
    return (
      fill(smooth(pairs`34 -11, 50 -9, 53 4, 46 14, 33 9`), "#1d1b20") +
      line("M38 -8Q10 -34 -40 -46M36 8Q0 6 -60 16", "#1d1b20", 2.6)
    );
  return (
    line("M-52 -34Q0 -20 52 12", "#1d1b20", 2.8) +
    fill(smooth(pairs`10 -10, 25 -14, 40 -9, 41 5, 27 16, 12 8`), "#1d1b20") +
    line("M15 -7Q26 -10 36 -6", "#54505c", 1.4, 0.7)
  );
}

function monocle(ctx: DrawContext, side: boolean): string {
  const ring = `<path d="${LENSES.round}" fill="#ffffff" fill-opacity="0.2" stroke="#c9a24a" stroke-width="2.6"/>`;
  if (side)
    return `<g transform="translate(46 1) scale(0.4 0.94)">${ring}</g>${line("M46 18Q40 60 20 96", "#c9a24a", 1.3)}`;
  const x = 24.2 * ctx.traits.face.eyeGap * ctx.traits.face.width + ctx.rig.shot.headTurn * 3;
  return `<g transform="translate(${x.toFixed(1)} 1)">${ring}</g>${line(`M${(x + 15).toFixed(1)} 8Q${(x + 26).toFixed(1)} 60 ${(x + 8).toFixed(1)} 104`, "#c9a24a", 1.3)}`;
}

/** Lens outlines around the pupil, on the viewer's right. */
const LENSES: Record<Exclude<Eyewear, "none" | "monocle" | "eyepatch">, string> = {
  round: smooth(pairs`0 -15.5, 11.5 -11, 16.5 1, 11.5 12.5, 0 17, -11.5 12.5, -16.5 1, -11.5 -11`),
  square: smooth(pairs`-15 -12, -17 -10, -17 8, -13 14, 0 15, 13 14, 17.5 8, 18.5 -10, 15 -12.5, 0 -12.5`),
  "cat-eye": smooth(pairs`-16 -8, -13 11, 0 14, 13 10, 19 -4, 24 -15!, 8 -12, -8 -11`),
  sunglasses: smooth(pairs`-17 -10, -16 6, -8 15, 4 17, 15 12, 20 -2, 18 -12, 0 -13`),
  goggles: smooth(pairs`-20 -12, -20 8, -12 17, 6 18, 22 14, 26 0, 22 -15, 0 -17`),
};

function glass(ctx: DrawContext, kind: Eyewear, color: Color): string {
  if (kind === "sunglasses")
    return linear(
      ctx.defs,
      [0, -14, 0, 17],
      [
        [0, "#17171c", 0.96],
        [1, "#4a4652", 0.86],
      ],
    );
  if (kind === "goggles")
    return linear(
      ctx.defs,
      [-14, -14, 14, 17],
      [
        [0, "#5fb3c9", 0.75],
        [1, "#d8f0f5", 0.5],
      ],
    );
  return linear(
    ctx.defs,
    [-12, -12, 12, 14],
    [
      [0, "#ffffff", 0.3],
      [0.5, tint(color, 0.9), 0.06],
      [1, "#ffffff", 0.16],
    ],
  );
}
