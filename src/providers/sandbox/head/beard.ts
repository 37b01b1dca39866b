import { type Color, mix, shade, tint } from "../core/color.ts";
import { lerp, mirrored, type Point, smooth, symmetric } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { stream } from "../core/random.ts";
import { clipped, fill, linear } from "../core/sheet.ts";
import type { FacialHair } from "../traits/details.ts";
import { BEARDS, MOUSTACHES } from "./beard-shapes.ts";

/** Colour of facial hair: the hair's, a little darker unless it is grey or fantastic. */
const beardColor = (ink: Ink): Color => shade(ink.traits.hair.color, 0.16);

/** Beards that come with a moustache. */
const WITH_MOUSTACHE: readonly FacialHair[] = ["beard", "long-beard", "goatee", "moustache"];

/** Facial hair from the front or in profile; `outline` is the face, which stubble is cut to. */
export function drawBeard(ink: Ink, outline: string): string {
  const kind = ink.traits.details.facialHair;
  if (kind === "none") return "";
  return ink.rig.view === "side" ? profileBeard(ink, kind, outline) : frontBeard(ink, kind, outline);
}

function hairPaint(ink: Ink, top: number, bottom: number): string {
  const color = beardColor(ink);
  return linear(
    ink.sheet,
    [0, top, 0, bottom],
    [
      [0, tint(color, 0.1)],
      [0.5, color],
      [1, shade(color, 0.34)],
    ],
  );
}

function frontBeard(ink: Ink, kind: FacialHair, outline: string): string {
  const { face } = ink.traits;
  const turn = ink.rig.shot.headTurn * 2;
  const fit = (points: readonly Point[]): Point[] =>
    points.map(
      ([x, y]): Point => [
        x * lerp(face.width, face.width * face.jaw, y > 30 ? 1 : 0) + (x < 30 ? turn * (1 - x / 30) : 0),
        y,
      ],
    );
  if (kind === "stubble") return clipped(ink.sheet, outline, stubble(ink));
  const beard = BEARDS[kind];
  const moustache = MOUSTACHES[kind] ?? (WITH_MOUSTACHE.includes(kind) ? MOUSTACHES.moustache : undefined);
  const parts: string[] = [];
  if (beard && kind !== "sideburns") {
    const shape = smooth(symmetric(fit(beard.front)));
    const long = kind === "long-beard";
    parts.push(
      fill(shape, hairPaint(ink, 10, long ? 160 : 90)),
      clipped(ink.sheet, shape, strands(ink, long ? 158 : 88, kind === "goatee" ? 18 : 46)),
    );
  }
  if (beard && kind === "sideburns") {
    const half = fit(beard.front);
    parts.push(fill(smooth(half), hairPaint(ink, 0, 50)), fill(smooth(mirrored(half)), hairPaint(ink, 0, 50)));
  }
  if (moustache) parts.push(fill(smooth(symmetric(fit(moustache.front))), hairPaint(ink, 30, 56)), combs(ink, turn));
  return parts.join("");
}

function combs(ink: Ink, turn: number): string {
  const color = beardColor(ink);
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

function strands(ink: Ink, bottom: number, reach: number): string {
  const color = beardColor(ink);
  const random = stream(ink.traits.seed, "beard");
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

function stubble(ink: Ink): string {
  const color = mix(ink.traits.hair.brows, ink.traits.skin, 0.35);
  const fade = linear(
    ink.sheet,
    [0, 18, 0, 52],
    [
      [0, color, 0],
      [1, color, 0.5],
    ],
  );
  if (ink.rig.view === "side")
    return fill(smooth(pairs`-6 16, 14 24, 30 34, 56 34, 58 44, 49 48, 60 60, 60 84, 10 80, -12 44`), fade);
  const ring = smooth(pairs`0 56, 14 55, 21 48, 17 41, 0 38, -17 41, -21 48, -14 55`);
  const whole = smooth(pairs`-58 10, -40 26, -24 36, 0 34, 24 36, 40 26, 58 10, 58 90, -58 90`);
  return `<path d="${whole}${ring}" fill="${fade}" fill-rule="evenodd"/>`;
}

function profileBeard(ink: Ink, kind: FacialHair, outline: string): string {
  if (kind === "stubble") return clipped(ink.sheet, outline, stubble(ink));
  const beard = BEARDS[kind];
  const moustache = MOUSTACHES[kind] ?? (WITH_MOUSTACHE.includes(kind) ? MOUSTACHES.moustache : undefined);
  const parts: string[] = [];
  if (beard) {
    const shape = smooth(beard.side);
    const color = beardColor(ink);
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
    parts.push(fill(shape, hairPaint(ink, 0, bottom)), clipped(ink.sheet, shape, kind === "sideburns" ? "" : lines));
  }
  if (moustache) parts.push(fill(smooth(moustache.side), hairPaint(ink, 30, 56)));
  return parts.join("");
}
