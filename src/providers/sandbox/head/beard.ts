import { shade, tint } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { mirrored, smooth, symmetric } from "../core/shapes.ts";
import { clipped, fill } from "../core/sheet.ts";
import type { FacialHair } from "../traits/detail-names.ts";
import { beardColor, combs, hairPaint, strands } from "./beard-paint.ts";
import { BEARDS, MOUSTACHES } from "./beard-shapes.ts";
import { stubble } from "./stubble.ts";

/** Beards that come with a moustache. */
const WITH_MOUSTACHE: readonly FacialHair[] = ["beard", "long-beard", "goatee", "moustache"];

/** Facial hair from the front or in profile; `outline` is the face, which stubble is cut to. */
export function drawBeard(ink: Ink, outline: string): string {
  const kind = ink.traits.details.facialHair;
  if (kind === "none") return "";
  return ink.rig.view === "side" ? profileBeard(ink, kind, outline) : frontBeard(ink, kind, outline);
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
