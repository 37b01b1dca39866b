import { mix, shade, skinShade, tint } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { clipped, fill, glow, oval, radial } from "../core/sheet.ts";
import { type Eye, opening } from "./eye-shape.ts";

export function socket(ink: Ink, { x, y, w, s }: Eye): string {
  const { skin, details } = ink.traits;
  const soft = glow(ink.sheet, x - s * 2, y - 4, w * 1.5, 13, skinShade(skin, 0.8), 0.3);
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

export function eyeball(ink: Ink, eye: Eye): string {
  const { x, y, w, h, low, s, iris } = eye;
  const { shot } = ink.rig;
  const outline = smooth(opening(eye));
  const r = 7.3 * ink.traits.face.eyeSize;
  const ix = x + shot.gaze * 1.6 + shot.headTurn * 1.2;
  const iy = y - h * 0.1 - 0.2;
  const paint = radial(
    ink.sheet,
    [ix, iy + 2, r * 1.15],
    [
      [0, tint(iris, 0.3)],
      [0.5, iris],
      [0.82, shade(iris, 0.3)],
      [1, shade(iris, 0.72)],
    ],
  );
  const light = ink.rig.light;
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
  return white + clipped(ink.sheet, outline, inside);
}
