import type { DrawContext } from "../body/context.ts";
import { mix, shade, skinShade, tint } from "../core/color.ts";
import { corner, lerp, limb, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { clipped, fill, glow, line, oval, radial } from "../core/svg.ts";
import { smileLines } from "./marks.ts";
import { lineColor, lipColor } from "./skull.ts";

/** Eye, brow, nostril, mouth and lines in exact right profile. */
export function drawProfileFeatures(ctx: DrawContext): string {
  return cheek(ctx) + profileEye(ctx) + profileBrow(ctx) + nostril(ctx) + profileMouth(ctx) + lines(ctx);
}

function cheek(ctx: DrawContext): string {
  const { age, gender, skin, details } = ctx.traits;
  const strength = 0.13 + gender.lashes * 0.06 + (1 - age.grown) * 0.12 + (details.marks.has("blush") ? 0.28 : 0);
  return (
    glow(ctx.defs, 27, 24, 17, 13, "#d2524a", strength) +
    glow(ctx.defs, 42, -4, 15, 14, skinShade(skin, 0.8), 0.26) +
    glow(ctx.defs, 8, 58, 34, 16, skinShade(skin, 0.8), 0.2)
  );
}

function nostril(ctx: DrawContext): string {
  const { face, skin, age } = ctx.traits;
  const l = (27 * face.noseLength + face.low * 1.1) / 27;
  const dark = skinShade(skin, 0.85);
  const shift = (face.noseWidth - 1) * 5 - age.young * 4.5;
  return (
    fill(taper(pairs`${48 + shift * 0.4} ${21 * l}, 44.5 ${27 * l}, 48 ${31.5 * l}, 52 ${30.4 * l}`, 2), dark, 0.55) +
    fill(
      taper(pairs`${52 + shift * 0.5} ${30 * l}, ${56 + shift} ${28.6 * l}, ${60 + shift} ${30.2 * l}`, 3),
      lineColor(ctx),
      0.7,
    ) +
    glow(ctx.defs, 59 + shift, 22 * l, 5, 5, tint(skin, 0.75), 0.5)
  );
}

function profileEye(ctx: DrawContext): string {
  const { face, eyes } = ctx.traits;
  const { expression } = ctx.rig.shot;
  const open = expression === "laugh" ? 0.66 : expression === "grin" ? 0.84 : expression === "curious" ? 1.08 : 0.94;
  const size = face.eyeSize;
  const x = 44.5;
  const y = face.low;
  const back: Point = [x - 15 * size, y + 1 - face.eyeTilt * 0.4];
  const top: Point = [x - 1.5, y - 7.6 * size * open];
  const low: Point = [x - 1.5, y + 4.8 * size];
  const outline = smooth(pairs`${corner(...back)}, ${x - 9 * size} ${y - 5.4 * size * open}, ${corner(...top)},
    ${x + 1.6} ${y - 1}, ${corner(...low)}, ${x - 8 * size} ${y + 4 * size}`);
  const iris = eyes.right;
  const r = 7 * size;
  const paint = radial(
    ctx.defs,
    [x - 2.6, y + 1, r],
    [
      [0, tint(iris, 0.3)],
      [0.5, iris],
      [1, shade(iris, 0.65)],
    ],
  );
  const inside =
    oval(x - 3, y - 0.6, r * 0.56, r * 0.98, paint) +
    oval(x - 1.6, y - 0.6, r * 0.26, r * 0.46, "#140f12") +
    fill(
      smooth(pairs`${x - 18} ${y - 10}, ${x + 4} ${y - 11}, ${x + 3} ${y - 3.4}, ${x - 16} ${y - 2}`),
      "#3a2a3a",
      0.3,
    ) +
    oval(x - 3.4, y - 3.4, 1.3, 1.8, "#ffffff", 0.95);
  const white = fill(outline, "#f7f3ee") + clipped(ctx.defs, outline, inside);
  return profileShadow(ctx, { x, y, top }) + white + profileLids(ctx, { x, y, back, top, low, open });
}

type ProfileEye = {
  readonly x: number;
  readonly y: number;
  readonly back: Point;
  readonly top: Point;
  readonly low: Point;
  readonly open: number;
};

function profileShadow(ctx: DrawContext, { x, y, top }: Pick<ProfileEye, "x" | "y" | "top">): string {
  if (!ctx.traits.details.marks.has("eyeshadow")) return "";
  const lid = pairs`${x - 17} ${y - 1}, ${x - 9} ${y - 12}, ${x + 3} ${y - 13}, ${x + 2} ${top[1]}`;
  return fill(smooth(lid), mix("#7b4a7e", ctx.traits.skin, 0.2), 0.45);
}

function profileLids(ctx: DrawContext, { x, y, back, top, low, open }: ProfileEye): string {
  const { face, gender, skin, details, age } = ctx.traits;
  const size = face.eyeSize;
  const lash = shade(lineColor(ctx), 0.55);
  const thick = lerp(1.9, 2.9, gender.lashes) + (details.marks.has("eyeliner") ? 1.4 : 0);
  const lid = fill(
    limb(
      pairs`${back[0] - 2} ${back[1] + 0.6}, ${x - 9 * size} ${y - 5.8 * size * open}, ${top},
    ${x + 2} ${top[1] + 1}`,
      pairs`0 0.3, 0.5 ${thick * 0.5}, 1 0.6`,
    ),
    lash,
  );
  const lashes =
    gender.lashes > 0.6 && age.years > 11
      ? line(
          smooth(pairs`${x + 0.4} ${top[1]}, ${x + 5} ${top[1] - 1.6}`, false) +
            smooth(pairs`${x - 2} ${top[1] - 0.4}, ${x + 2} ${top[1] - 3.4}`, false),
          lash,
          1.2,
          0.9,
        )
      : line(smooth(pairs`${x} ${top[1]}, ${x + 3} ${top[1]}`, false), lash, 1.1, 0.7);
  const crease = line(
    smooth(pairs`${x - 14 * size} ${y - 4}, ${x - 7 * size} ${y - 10 * size}, ${x + 2} ${top[1] - 3.6}`, false),
    skinShade(skin, 0.85),
    1.3,
    0.25 + face.crease * 0.35,
  );
  const under = pairs`${back[0] + 2} ${back[1] + 2.4}, ${x - 7} ${low[1] - 0.4}, ${low}`;
  return lid + lashes + crease + line(smooth(under, false), lash, 0.9, 0.45);
}

function profileBrow(ctx: DrawContext): string {
  const { face, hair } = ctx.traits;
  const { expression } = ctx.rig.shot;
  const lift = expression === "curious" ? -3.4 : expression === "laugh" ? -2 : expression === "serious" ? 1.6 : 0;
  const y = -18 - face.browHeight + lift + face.low * 0.7;
  const t = face.browThickness;
  return fill(
    limb(
      pairs`26 ${y + 2}, 36 ${y - face.browArch * 0.7}, 46 ${y - 0.6}, 53 ${y + 3.4}`,
      pairs`0 0.3, 0.4 ${t * 0.45}, 0.8 ${t * 0.52}, 1 ${t * 0.35}`,
    ),
    hair.brows,
    0.93,
  );
}

function profileMouth(ctx: DrawContext): string {
  const { face, skin } = ctx.traits;
  const { expression } = ctx.rig.shot;
  const lip = lipColor(ctx);
  const out = (face.lips - 1) * 5;
  const up =
    expression === "serious"
      ? -1
      : expression === "calm" || expression === "curious"
        ? 0.4
        : expression === "grin" || expression === "laugh"
          ? 4
          : 2.6;
  const open = expression === "laugh" ? 5 : expression === "grin" ? 2.6 : 0;
  const mouthCorner: Point = [41 - (up > 2 ? 1.6 : 0), 48.5 - up];
  const upper = smooth(pairs`${corner(...mouthCorner)}, 50 ${44 - up * 0.2}, 56 40.6, ${59.2 + out} 42.4, 55 47.4!,
    48 ${48 - up * 0.4}`);
  const lower =
    smooth(pairs`${mouthCorner[0] + 0.6} ${mouthCorner[1] + 0.6}!, 48 ${48.6 + open - up * 0.3}, 55 ${47.8 + open * 0.7}!,
    ${57.8 + out} ${53 + open * 0.3}, 53.6 58, 47 55.5`);
  const mouth =
    open > 0
      ? fill(
          smooth(
            pairs`${corner(...mouthCorner)}, 48 ${47.6 - up * 0.3}, 56 47!, 56 ${48.2 + open * 0.7}!, 48 ${49 + open}`,
          ),
          "#4a1a1f",
        ) +
        fill(
          smooth(pairs`${mouthCorner[0] + 2} ${mouthCorner[1]}!, 49 47.4, 55.4 47!, 55 ${49 + open * 0.2}!,
    48 ${49 + open * 0.2}`),
          "#f8f4ee",
        )
      : "";
  const seam =
    open > 0 ? "" : fill(taper(pairs`${mouthCorner}, 48 ${48.2 - up * 0.4}, 55.4 47.6`, 1.9), lineColor(ctx), 0.75);
  const dimple = line(
    smooth(
      pairs`${mouthCorner[0] - 0.6} ${mouthCorner[1] - 2}, ${mouthCorner[0] - 1.8} ${mouthCorner[1] + 1.2}`,
      false,
    ),
    skinShade(skin, 0.85),
    1.3,
    0.5,
  );
  return mouth + fill(upper, shade(lip, 0.16)) + fill(lower, lip) + seam + dimple;
}

function lines(ctx: DrawContext): string {
  const { age, skin } = ctx.traits;
  const dark = skinShade(skin, 0.85);
  const deep = age.wrinkles;
  const { expression } = ctx.rig.shot;
  const smiling = expression === "grin" || expression === "laugh" ? 0.22 * smileLines(age.years) : 0;
  if (deep + smiling < 0.05) return "";
  const crease = (points: Point[], width: number, strength: number): string =>
    strength > 0.04 ? fill(taper(points, width), dark, Math.min(0.6, strength)) : "";
  return (
    crease(pairs`45 26, 38 36, 37 46`, 2.2, deep * 0.5 + smiling) +
    crease(pairs`24 2, 17 0`, 1.4, deep * 0.5 - 0.05) +
    crease(pairs`25 6, 17 8`, 1.4, deep * 0.45 - 0.05) +
    crease(pairs`46 11, 38 13, 31 11`, 1.7, deep * 0.4) +
    crease(pairs`50 -32, 40 -34, 32 -32`, 1.4, deep * 0.35 - 0.1) +
    crease(pairs`49 -40, 39 -42, 30 -40`, 1.4, deep * 0.35 - 0.1) +
    crease(pairs`20 62, 14 52`, 1.6, deep * 0.3 - 0.15)
  );
}
