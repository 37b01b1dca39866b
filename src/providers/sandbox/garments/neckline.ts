import { neckPaint } from "../body/neck.ts";
import { type Color, shade, skinShade } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { clipped, fill, line } from "../core/sheet.ts";
import type { Neckline } from "./catalogue.ts";
import type { Garment } from "./garment.ts";

/** How deep the opening is below the pit of the neck and how wide, in thousandths. */
const DEPTHS: Record<Neckline, { readonly deep: number; readonly wide: number; readonly pointed: boolean }> = {
  crew: { deep: 9, wide: 5, pointed: false },
  v: { deep: 54, wide: 6, pointed: true },
  scoop: { deep: 40, wide: 13, pointed: false },
  boat: { deep: 18, wide: 23, pointed: false },
  shirt: { deep: 26, wide: 2, pointed: true },
  polo: { deep: 30, wide: 2, pointed: true },
  wrap: { deep: 58, wide: 5, pointed: true },
  hood: { deep: 14, wide: 5, pointed: false },
  turtle: { deep: -8, wide: 2, pointed: false },
  mandarin: { deep: -2, wide: 2, pointed: false },
  straps: { deep: 0, wide: 0, pointed: false },
};

/** A tie closes the shirt. */
export const isTied = (ink: Ink, { top }: Garment): boolean =>
  top.neck === "shirt" && ["tie", "bow-tie"].includes(ink.traits.details.neckwear);

/** The skin in the opening at the neck, and the edge of the cloth around it. */
export function drawNeckline(ink: Ink, garment: Garment): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const { deep: open, wide, pointed } = isTied(ink, garment) ? DEPTHS.turtle : DEPTHS[garment.top.neck];
  // In the gap of a jacket a deep neckline would look like no shirt.
  const deep = ink.traits.outfit.outer !== null && open > 20 ? open * 0.55 : open;
  const [x, y] = rig.neck.base;
  if (garment.top.neck === "straps") return rig.view === "front" ? collarBones(ink) : "";
  if (rig.view === "side") return profileEdge(ink, garment);
  const half = frame.neckHalf * 1.06 + wide * k;
  const high = y - (20 - wide * 0.32) * k;
  const low = rig.view === "back" ? y - 12 * k : y + deep * k;
  const bottom: Point[] =
    pointed && rig.view === "front"
      ? pairs`${x} ${low}!`
      : pairs`${x + half * 0.55} ${lerp(high, low, 0.86)}, ${x} ${low},
    ${x - half * 0.55} ${lerp(high, low, 0.86)}`;
  const curve: Point[] = pairs`${x + half} ${high}, ${pointed ? [[x + half * 0.62, lerp(high, low, 0.55)] as Point] : []},
    ${bottom}, ${pointed ? [[x - half * 0.62, lerp(high, low, 0.55)] as Point] : []},
    ${x - half} ${high}`;
  const hole = smooth(pairs`${curve}, ${x - half} ${high}, ${x} ${high - 12 * k}, ${x + half} ${high}`);
  const rim =
    garment.top.neck === "crew" ||
    garment.top.neck === "scoop" ||
    garment.top.neck === "v" ||
    garment.top.neck === "boat";
  const skin = rig.view === "front" ? fill(hole, neckPaint(ink)) + clipped(ink.sheet, hole, collarBones(ink)) : "";
  return skin + (rim ? rimLine(smooth(curve, false), garment.color, k) : "");
}

const rimLine = (path: string, color: Color, k: number): string =>
  line(path, shade(color, 0.22), 6.5 * k) + line(path, shade(color, 0.75), 1.1, 0.4);

function collarBones(ink: Ink): string {
  const { frame, neck } = ink.rig;
  const { k } = frame;
  const [x, y] = neck.base;
  const dark = skinShade(ink.traits.skin, 0.6);
  const bone = (s: 1 | -1): string =>
    fill(
      taper(
        pairs`${x + s * 7 * k} ${y + 15 * k}, ${x + s * 26 * k} ${y + 9 * k}, ${x + s * 52 * k} ${y + 5 * k}`,
        3.4 * k,
      ),
      dark,
      0.34,
    );
  return bone(1) + bone(-1);
}

function profileEdge(ink: Ink, garment: Garment): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const [x, y] = rig.neck.base;
  if (["hood", "turtle", "mandarin", "shirt", "polo", "wrap"].includes(garment.top.neck)) return "";
  const curve: Point[] = pairs`${x + frame.neckHalf * 0.9} ${y - 6 * k}, ${x} ${y + 2 * k},
    ${x - frame.neckHalf * 1.3} ${y - 15 * k}`;
  return rimLine(smooth(curve, false), garment.color, k);
}
