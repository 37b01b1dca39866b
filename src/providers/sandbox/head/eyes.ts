import type { DrawContext } from "../body/context.ts";
import type { Expression } from "../body/shot.ts";
import { type Color, mix, shade, skinShade, tint } from "../core/color.ts";
import { lerp, limb, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { clipped, fill, glow, line, oval, radial } from "../core/svg.ts";
import { lineColor } from "./skull.ts";

/** Both eyes from the front with lids, lashes and brows. */
export function drawEyes(ctx: DrawContext): string {
  const { traits, rig } = ctx;
  const { face, age } = traits;
  const [open, push] = LIDS[rig.shot.expression];
  const turn = rig.shot.headTurn;
  const y = face.low;
  return (
    ([-1, 1] as const)
      .map((s) => {
        const eye: Eye = {
          s,
          x: s * 24.2 * face.eyeGap * face.width + turn * 3.2,
          y,
          w: 12.6 * face.eyeSize * (1 - turn * s * 0.05),
          h: 8 * face.eyeSize * open * (1 - age.stoop * 0.12),
          low: 5 * face.eyeSize * (1 - push),
          tilt: face.eyeTilt,
          iris: s === -1 ? traits.eyes.left : traits.eyes.right,
        };
        return socket(ctx, eye) + eyeball(ctx, eye) + lids(ctx, eye);
      })
      .join("") + drawBrows(ctx)
  );
}

/** How far the lids are open, and how far the lower lid is pushed up by the cheek. */
const LIDS: Record<Expression, readonly [number, number]> = {
  calm: [0.94, 0],
  smile: [0.9, 0.16],
  grin: [0.84, 0.28],
  laugh: [0.66, 0.5],
  smirk: [0.84, 0.12],
  serious: [0.8, 0.06],
  curious: [1.1, 0],
};

type Eye = {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly low: number;
  readonly tilt: number;
  readonly s: 1 | -1;
  readonly iris: Color;
};

function opening({ x, y, w, h, low, tilt, s }: Eye): Point[] {
  return pairs`${x - s * w} ${y + 2.4}!, ${x - s * w * 0.55} ${y - h * 0.66}, ${x + s * w * 0.02} ${y - h},
    ${x + s * w * 0.58} ${y - h * 0.8 - tilt * 0.3}, ${x + s * w} ${y - tilt}!,
    ${x + s * w * 0.55} ${y + low * 0.72 - tilt * 0.2}, ${x - s * w * 0.05} ${y + low},
    ${x - s * w * 0.6} ${y + low * 0.82}`;
}

function socket(ctx: DrawContext, { x, y, w, s }: Eye): string {
  const { skin, details } = ctx.traits;
  const soft = glow(ctx.defs, x - s * 2, y - 4, w * 1.5, 13, skinShade(skin, 0.8), 0.3);
  if (!details.marks.has("eyeshadow")) return soft;
  return (
    soft +
    fill(
      smooth(pairs`${x - s * w * 0.9} ${y - 1}, ${x - s * w * 0.3} ${y - 13}, ${x + s * w * 0.5} ${y - 14},
    ${x + s * w * 1.35} ${y - 7}, ${x + s * w} ${y}`),
      mix("#7b4a7e", skin, 0.2),
      0.45,
    )
  );
}

function eyeball(ctx: DrawContext, eye: Eye): string {
  const { x, y, w, h, low, s, iris } = eye;
  const { shot } = ctx.rig;
  const outline = smooth(opening(eye));
  const r = 7.3 * ctx.traits.face.eyeSize;
  const ix = x + shot.gaze * 1.6 + shot.headTurn * 1.2;
  const iy = y - h * 0.1 - 0.2;
  const paint = radial(
    ctx.defs,
    [ix, iy + 2, r * 1.15],
    [
      [0, tint(iris, 0.3)],
      [0.5, iris],
      [0.82, shade(iris, 0.3)],
      [1, shade(iris, 0.72)],
    ],
  );
  const light = ctx.rig.light;
  const white = fill(outline, "#f7f3ee");
  const inside =
    oval(ix, iy, r, r, paint) +
    oval(ix, iy, r * 0.46, r * 0.46, "#140f12") +
    fill(
      smooth(pairs`${x - w - 2} ${y - h - 3}, ${x + w + 2} ${y - h - 3}, ${x + w} ${y - h * 0.28},
    ${x} ${y - h * 0.52}, ${x - w} ${y - h * 0.2}`),
      "#3a2a3a",
      0.3,
    ) +
    oval(x - s * (w - 2.6), y + 1.8, 2, 1.6, "#d98f8a", 0.6) +
    oval(ix + light * r * 0.36, iy - r * 0.36, r * 0.27, r * 0.3, "#ffffff", 0.95) +
    oval(ix - light * r * 0.4, iy + r * 0.42, r * 0.15, r * 0.15, "#ffffff", 0.5) +
    (low < 0 ? "" : "");
  return white + clipped(ctx.defs, outline, inside);
}

function lids(ctx: DrawContext, eye: Eye): string {
  const { x, y, w, h, low, tilt, s } = eye;
  const { gender, face, age, details, skin } = ctx.traits;
  const lash = shade(lineColor(ctx), 0.55);
  const liner = details.marks.has("eyeliner") ? 1.5 : 0;
  const thick = lerp(1.9, 3, gender.lashes * Math.max(0.4, age.grown)) + liner;
  const upper: Point[] = pairs`${x - s * w * 1.02} ${y + 2.6}, ${x - s * w * 0.55} ${y - h * 0.68}, ${x} ${y - h - 0.4},
    ${x + s * w * 0.6} ${y - h * 0.82 - tilt * 0.3}, ${x + s * w * 1.05} ${y - tilt + 0.2}`;
  const wing: Point[] =
    (gender.lashes > 0.4 && age.years > 5) || liner > 0
      ? [[x + s * w * (1.16 + liner * 0.08), y - tilt - 2.2 - liner]]
      : [];
  const top = fill(limb([...upper, ...wing], pairs`0 0.4, 0.4 ${thick * 0.44}, 0.78 ${thick * 0.56}, 1 0.25`), lash);
  const crease = upper
    .slice(0, 4)
    .map(([px, py], i): Point => [px + s * (i === 0 ? 3 : 0.6), py - 4.2 - (i === 2 ? 0.7 : 0)]);
  const fold =
    face.crease > 0.18
      ? line(smooth(crease, false), skinShade(skin, 0.85), 1.3, 0.28 + face.crease * 0.4)
      : fill(
          taper(
            upper.slice(0, 4).map(([px, py]): Point => [px, py - 2.6]),
            1.2,
          ),
          skinShade(skin, 0.7),
          0.35,
        );
  const lower = fill(
    taper(
      pairs`${x - s * w * 0.7} ${y + low * 0.95 + 0.4}, ${x} ${y + low + 0.9},
    ${x + s * w * 0.6} ${y + low * 0.75 + 0.4}, ${x + s * w} ${y - tilt + 0.4}`,
      1.2,
    ),
    lash,
    0.45,
  );
  const lashes =
    gender.lashes < 0.7 || age.years < 12
      ? ""
      : [0.62, 0.8, 0.96]
          .map((t, i) => {
            const px = x + s * w * lerp(0.3, 1.05, (t - 0.5) * 2);
            const py = y - h * lerp(0.95, 0.12, (t - 0.5) * 2) - tilt * t;
            return line(
              smooth(pairs`${px} ${py}, ${px + s * (2.2 + i * 0.7)} ${py - 2.6 + i * 0.3}`, false),
              lash,
              1.1,
              0.9,
            );
          })
          .join("");
  return fold + top + lower + lashes;
}

const BROW_MOVES: Record<Expression, readonly [number, number]> = {
  calm: [0, 0],
  smile: [-0.8, 0],
  grin: [-1.4, 0],
  laugh: [-2, 0.6],
  smirk: [0, 0],
  serious: [0.9, 0.7],
  curious: [-3.4, -1.4],
};

function drawBrows(ctx: DrawContext): string {
  const { face, hair, gender } = ctx.traits;
  const { shot } = ctx.rig;
  const [lift, knit] = BROW_MOVES[shot.expression];
  const thick = face.browThickness;
  return ([-1, 1] as const)
    .map((s) => {
      const cock =
        (shot.expression === "smirk" && s === shot.weight) || (shot.expression === "curious" && s === -shot.weight)
          ? -2.6
          : 0;
      const x = (t: number): number => s * t * face.eyeGap * face.width + shot.headTurn * 3;
      const y = -18.5 - face.browHeight + lift + cock + face.low * 0.7;
      const points: Point[] = pairs`${x(10.5)} ${y + 3 + knit * 1.3}, ${x(19)} ${y - face.browArch * 0.32 + knit * 0.4},
    ${x(29)} ${y - face.browArch * 0.75}, ${x(38.5)} ${y + 2.4}`;
      const widths =
        gender.masculine > 0.6
          ? pairs`0 ${thick * 0.5}, 0.4 ${thick * 0.56}, 0.75 ${thick * 0.42}, 1 0.35`
          : pairs`0 ${thick * 0.38}, 0.35 ${thick * 0.5}, 0.75 ${thick * 0.36}, 1 0.25`;
      const strokes = [0.16, 0.34, 0.52, 0.7].map((t) => {
        const px = x(lerp(10.5, 38.5, t));
        const py = y + lerp(3, 0, t * 1.4) - Math.sin(t * 3) * face.browArch * 0.6;
        return line(
          smooth(pairs`${px} ${py + thick * 0.4}, ${px + s * 3.4} ${py - thick * 0.5}`, false),
          shade(hair.brows, 0.4),
          0.8,
          0.4,
        );
      });
      return fill(limb(points, widths), hair.brows, 0.93) + strokes.join("");
    })
    .join("");
}
