import { mix, shade, skinShade, tint } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { limb } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { corner, smooth } from "../core/shapes.ts";
import { clipped, fill, line, oval, radial } from "../core/sheet.ts";
import { lineColor } from "./skin-paint.ts";

export function profileEye(ink: Ink): string {
  const { face, eyes } = ink.traits;
  const { expression } = ink.rig.shot;
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
    ink.sheet,
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
  const white = fill(outline, "#f7f3ee") + clipped(ink.sheet, outline, inside);
  return profileShadow(ink, { x, y, top }) + white + profileLids(ink, { x, y, back, top, low, open });
}

type ProfileEye = {
  readonly x: number;
  readonly y: number;
  readonly back: Point;
  readonly top: Point;
  readonly low: Point;
  readonly open: number;
};

function profileShadow(ink: Ink, { x, y, top }: Pick<ProfileEye, "x" | "y" | "top">): string {
  if (!ink.traits.details.marks.has("eyeshadow")) return "";
  const lid = pairs`${x - 17} ${y - 1}, ${x - 9} ${y - 12}, ${x + 3} ${y - 13}, ${x + 2} ${top[1]}`;
  return fill(smooth(lid), mix("#7b4a7e", ink.traits.skin, 0.2), 0.45);
}

function profileLids(ink: Ink, { x, y, back, top, low, open }: ProfileEye): string {
  const { face, gender, skin, details, age } = ink.traits;
  const size = face.eyeSize;
  const lash = shade(lineColor(ink), 0.55);
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

export function profileBrow(ink: Ink): string {
  const { face, hair } = ink.traits;
  const { expression } = ink.rig.shot;
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
