import type { DrawContext } from "../body/context.ts";
import { type Color, mix, shade, tint } from "../core/color.ts";
import { lerp, mirrored, type Point, pairs, smooth, symmetric, taper } from "../core/geometry.ts";
import { stream } from "../core/random.ts";
import { clipped, fill, linear } from "../core/svg.ts";
import type { FacialHair } from "../traits/details.ts";

/** Beards that come with a moustache. */
const WITH_MOUSTACHE: readonly FacialHair[] = ["beard", "long-beard", "goatee", "moustache"];

/** Facial hair from the front or in profile; `outline` is the face, which stubble is cut to. */
export function drawBeard(ctx: DrawContext, outline: string): string {
  const kind = ctx.traits.details.facialHair;
  if (kind === "none") return "";
  return ctx.rig.view === "side" ? profileBeard(ctx, kind, outline) : frontBeard(ctx, kind, outline);
}

function frontBeard(ctx: DrawContext, kind: FacialHair, outline: string): string {
  const { face } = ctx.traits;
  const turn = ctx.rig.shot.headTurn * 2;
  const fit = (points: readonly Point[]): Point[] =>
    points.map(
      ([x, y]): Point => [
        x * lerp(face.width, face.width * face.jaw, y > 30 ? 1 : 0) + (x < 30 ? turn * (1 - x / 30) : 0),
        y,
      ],
    );
  if (kind === "stubble") return clipped(ctx.defs, outline, stubble(ctx));
  const beard = BEARDS[kind];
  const moustache = MOUSTACHES[kind] ?? (WITH_MOUSTACHE.includes(kind) ? MOUSTACHES.moustache : undefined);
  const parts: string[] = [];
  if (beard && kind !== "sideburns") {
    const shape = smooth(symmetric(fit(beard.front)));
    const long = kind === "long-beard";
    parts.push(
      fill(shape, hairPaint(ctx, 10, long ? 160 : 90)),
      clipped(ctx.defs, shape, strands(ctx, long ? 158 : 88, kind === "goatee" ? 18 : 46)),
    );
  }
  if (beard && kind === "sideburns") {
    const half = fit(beard.front);
    parts.push(fill(smooth(half), hairPaint(ctx, 0, 50)), fill(smooth(mirrored(half)), hairPaint(ctx, 0, 50)));
  }
  if (moustache) parts.push(fill(smooth(symmetric(fit(moustache.front))), hairPaint(ctx, 30, 56)), combs(ctx, turn));
  return parts.join("");
}

function profileBeard(ctx: DrawContext, kind: FacialHair, outline: string): string {
  if (kind === "stubble") return clipped(ctx.defs, outline, stubble(ctx));
  const beard = BEARDS[kind];
  const moustache = MOUSTACHES[kind] ?? (WITH_MOUSTACHE.includes(kind) ? MOUSTACHES.moustache : undefined);
  const parts: string[] = [];
  if (beard) {
    const shape = smooth(beard.side);
    const color = beardColor(ctx);
    const bottom = Math.max(...beard.side.map(([, y]) => y));
    const lines = [-2, 8, 18, 28, 38, 48]
      .map((x, i) =>
        fill(
          taper(
            pairs`${x} ${30 + Math.max(0, x) * 0.5}, ${x + 6} ${lerp(44, bottom, 0.4)},
    ${lerp(x, 44, 0.6)} ${bottom - 6}`,
            2.2,
          ),
          i % 2 === 0 ? tint(color, 0.4) : shade(color, 0.6),
          0.34,
        ),
      )
      .join("");
    parts.push(fill(shape, hairPaint(ctx, 0, bottom)), clipped(ctx.defs, shape, kind === "sideburns" ? "" : lines));
  }
  if (moustache) parts.push(fill(smooth(moustache.side), hairPaint(ctx, 30, 56)));
  return parts.join("");
}

/** Colour of facial hair: the hair's, a little darker. */
const beardColor = (ctx: DrawContext): Color => shade(ctx.traits.hair.color, 0.16);

function hairPaint(ctx: DrawContext, top: number, bottom: number): string {
  const color = beardColor(ctx);
  return linear(
    ctx.defs,
    [0, top, 0, bottom],
    [
      [0, tint(color, 0.1)],
      [0.5, color],
      [1, shade(color, 0.34)],
    ],
  );
}

function combs(ctx: DrawContext, turn: number): string {
  const color = beardColor(ctx);
  return [-1, 1]
    .map((s) =>
      [5, 11, 17]
        .map((x) =>
          fill(
            taper(pairs`${turn + s * x * 0.6} 37.5, ${turn + s * x} 40, ${turn + s * (x + 4)} 45`, 1.3),
            tint(color, 0.4),
            0.4,
          ),
        )
        .join(""),
    )
    .join("");
}

function strands(ctx: DrawContext, bottom: number, reach: number): string {
  const color = beardColor(ctx);
  const random = stream(ctx.traits.seed, "beard");
  const parts: string[] = [];
  for (let i = 0; i < 17; i++) {
    const t = (i / 16) * 2 - 1;
    const x = t * reach;
    const top = lerp(60, 22, Math.abs(t)) + random() * 4;
    const low = lerp(bottom - 3, lerp(46, bottom, 0.4), Math.abs(t) ** 1.6);
    parts.push(
      fill(
        taper(
          pairs`${x} ${top}, ${x * 0.94 + (random() - 0.5) * 4} ${lerp(top, low, 0.5)},
    ${x * lerp(0.86, 0.5, (bottom - 80) / 90)} ${low}`,
          2.1,
        ),
        i % 2 === 0 ? tint(color, 0.4) : shade(color, 0.6),
        0.34,
      ),
    );
  }
  return parts.join("");
}

function stubble(ctx: DrawContext): string {
  const color = mix(ctx.traits.hair.brows, ctx.traits.skin, 0.35);
  const fade = linear(
    ctx.defs,
    [0, 18, 0, 52],
    [
      [0, color, 0],
      [1, color, 0.5],
    ],
  );
  if (ctx.rig.view === "side")
    return fill(smooth(pairs`-6 16, 14 24, 30 34, 56 34, 58 44, 49 48, 60 60, 60 84, 10 80, -12 44`), fade);
  const ring = smooth(pairs`0 56, 14 55, 21 48, 17 41, 0 38, -17 41, -21 48, -14 55`);
  const whole = smooth(pairs`-58 10, -40 26, -24 36, 0 34, 24 36, 40 26, 58 10, 58 90, -58 90`);
  return `<path d="${whole}${ring}" fill="${fade}" fill-rule="evenodd"/>`;
}

type Shape = { readonly front: readonly Point[]; readonly side: readonly Point[] };

/** Right halves of beards from the front (jaw outline units, before the jaw's own width), and closed outlines in profile. */
const BEARDS: Partial<Record<FacialHair, Shape>> = {
  beard: {
    front: pairs`0 58, 9 57.5, 14 54, 20.5 46, 20.5 41, 30 40, 41 28, 47 6, 51.5 2, 53.5 22, 49 47, 38 70, 20 86,
    0 90`,
    side: pairs`1 2, 9 4, 13 24, 25 36, 40 37, 46 42, 50 55, 53 62, 55 74, 50 86, 34 88, 14 76, -5 58, -9 34`,
  },
  "long-beard": {
    front: pairs`0 58, 9 57.5, 14 54, 20.5 46, 20.5 41, 30 40, 41 28, 47 6, 51.5 2, 53.5 24, 51 52, 46 86, 34 126,
    16 154, 0 162`,
    side: pairs`1 2, 9 4, 13 24, 25 36, 40 37, 46 42, 50 55, 55 62, 63 84, 62 120, 48 154, 34 138, 12 98, -6 60,
    -9 34`,
  },
  goatee: {
    front: pairs`0 57, 10 57.5, 16 54, 19 46, 23 47, 22 60, 16 76, 8 85, 0 87`,
    side: pairs`40 43, 46 42, 49 54, 53 61, 56 72, 51 85, 40 83, 34 70, 36 54`,
  },
  sideburns: {
    front: pairs`44 42, 33 46, 36 34, 45 16, 47 0, 52 0, 53.5 24, 50 42`,
    side: pairs`0 0, 9 2, 14 22, 28 38, 22 50, 4 52, -8 40`,
  },
};

/** Right half of a moustache from the front, and its outline in profile. */
const MOUSTACHES: Partial<Record<FacialHair, Shape>> = {
  moustache: {
    front: pairs`0 36.5, 7 35.8, 15 39, 22 46, 23 49.5, 16 46.5, 7 44.5, 0 43.5`,
    side: pairs`44 47, 48 40, 55 35.5, 60.5 40, 58 44, 51 45`,
  },
  handlebar: {
    front: pairs`0 36, 8 35, 17 39, 27 44, 35 39, 37 32, 40 38, 36 48, 25 50.5, 13 47.5, 5 45.5, 0 44.5`,
    side: pairs`32 40, 37 46, 46 40, 55 35, 61 40, 58 46, 48 47.5, 38 52, 31 48, 29 37`,
  },
};
