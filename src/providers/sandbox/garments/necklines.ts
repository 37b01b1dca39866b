import { neckPaint } from "../body/bare-body.ts";
import { type DrawContext, volume } from "../body/context.ts";
import { type Color, shade, skinShade, tint } from "../core/color.ts";
import { lerp, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { clipped, fill, line } from "../core/svg.ts";
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

/** Whether a tie closes the shirt. */
const isTied = (ctx: DrawContext, { top }: Garment): boolean =>
  top.neck === "shirt" && ["tie", "bow-tie"].includes(ctx.traits.details.neckwear);

/** The skin in the opening at the neck, and the edge of the cloth around it. */
export function drawNeckline(ctx: DrawContext, garment: Garment): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const { deep: open, wide, pointed } = isTied(ctx, garment) ? DEPTHS.turtle : DEPTHS[garment.top.neck];
  // A deep neckline in the gap of a jacket would look as if no shirt were worn.
  const deep = ctx.traits.outfit.outer !== null && open > 20 ? open * 0.55 : open;
  const [x, y] = rig.neck.base;
  if (garment.top.neck === "straps") return rig.view === "front" ? collarBones(ctx) : "";
  if (rig.view === "side") return profileEdge(ctx, garment);
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
  const skin = rig.view === "front" ? fill(hole, neckPaint(ctx)) + clipped(ctx.defs, hole, collarBones(ctx)) : "";
  return skin + (rim ? rimLine(smooth(curve, false), garment.color, k) : "");
}

const rimLine = (path: string, color: Color, k: number): string =>
  line(path, shade(color, 0.22), 6.5 * k) + line(path, shade(color, 0.75), 1.1, 0.4);

function collarBones(ctx: DrawContext): string {
  const { frame, neck } = ctx.rig;
  const { k } = frame;
  const [x, y] = neck.base;
  const dark = skinShade(ctx.traits.skin, 0.6);
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

function profileEdge(ctx: DrawContext, garment: Garment): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const [x, y] = rig.neck.base;
  if (["hood", "turtle", "mandarin", "shirt", "polo", "wrap"].includes(garment.top.neck)) return "";
  const curve: Point[] = pairs`${x + frame.neckHalf * 0.9} ${y - 6 * k}, ${x} ${y + 2 * k},
    ${x - frame.neckHalf * 1.3} ${y - 15 * k}`;
  return rimLine(smooth(curve, false), garment.color, k);
}

/** How far the collar of a shirt stands above that of the jacket over it, in thousandths. */
const COLLAR_RISE = 7;

/** Collars, hoods and turtlenecks, drawn after the arms and before the head. */
export function drawCollar(ctx: DrawContext, outer: Garment, inner: Garment | null): string {
  if (inner === null) return collarOf(ctx, outer, "only");
  return collarOf(ctx, inner, "under") + collarOf(ctx, outer, "over");
}

function collarOf(ctx: DrawContext, garment: Garment, layer: "only" | "under" | "over"): string {
  const { view } = ctx.rig;
  const { color, top } = garment;
  switch (top.neck) {
    case "turtle":
      return tube(ctx, color, 34, true);
    case "mandarin":
      return tube(ctx, color, 20, false);
    case "shirt":
    case "polo":
      if (view === "front") return leaves(ctx, color, layer !== "only" && !isTied(ctx, garment));
      return foldedCollar(ctx, color, layer === "under" ? COLLAR_RISE : 0);
    case "hood":
      return hood(ctx, garment);
    case "v": {
      const tailored = layer === "over" && top.ease > 9 && top.texture !== "knit";
      if (!tailored) return "";
      return view === "front" ? lapels(ctx, color) : foldedCollar(ctx, color, 0);
    }
    default:
      return "";
  }
}

/** A shirt collar from the side or from behind, `rise` thousandths higher than usual. */
function foldedCollar(ctx: DrawContext, color: Color, rise: number): string {
  const { rig } = ctx;
  const { k } = rig.frame;
  const x = rig.neck.base[0];
  const y = rig.neck.base[1] - rise * k;
  const half = rig.frame.neckHalf;
  const path =
    rig.view === "back"
      ? smooth(pairs`${x - half * 1.04} ${y - 29 * k}, ${x} ${y - 35 * k}, ${x + half * 1.04} ${y - 29 * k},
    ${x + half * 1.5} ${y - 4 * k}, ${x + half * 1.2} ${y + 6 * k}, ${x} ${y - 2 * k},
    ${x - half * 1.2} ${y + 6 * k}, ${x - half * 1.5} ${y - 4 * k}`)
      : smooth(pairs`${x - half * 1.02} ${y - 31 * k}, ${x - half * 0.2} ${y - 25 * k},
    ${x + half * 0.86} ${y - 15 * k}, ${x + half * 1.16} ${y + 2 * k},
    ${x + half * 1.14} ${y + 26 * k}!, ${x + half * 0.4} ${y + 11 * k}, ${x - half * 0.6} ${y + 3 * k},
    ${x - half * 1.36} ${y + 2 * k}, ${x - half * 1.3} ${y - 18 * k}`);
  return (
    fill(path, volume(ctx, tint(color, 0.06), x - half * 1.6, x + half * 1.4)) +
    `<path d="${path}" fill="none" stroke="${shade(color, 0.8)}" stroke-width="1.4" stroke-opacity="0.5"/>`
  );
}

/** The two points of a shirt collar. */
function leaves(ctx: DrawContext, color: Color, open: boolean): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const [x, y] = rig.neck.base;
  const half = frame.neckHalf;
  const leaf = (s: 1 | -1): string => {
    const path = smooth(pairs`${x + s * half * 1.04} ${y - 25 * k}!, ${x + s * half * 1.34} ${y - 13 * k},
    ${x + s * half * 1.5} ${y - 2 * k}, ${x + s * half * (open ? 1.34 : 1.16)} ${y + 28 * k}!,
    ${x + s * half * 0.5} ${y + 17 * k}, ${x + s * 3 * k} ${y + 21 * k}!,
    ${x + s * half * 0.78} ${y - 3 * k}`);
    return (
      fill(path, s === rig.light ? tint(color, 0.14) : shade(color, 0.08)) +
      `<path d="${path}" fill="none" stroke="${shade(color, 0.8)}" stroke-width="1.3" stroke-opacity="0.5"/>`
    );
  };
  return leaf(-1) + leaf(1);
}

/** A tube of cloth around the neck, `high` thousandths high. */
function tube(ctx: DrawContext, color: Color, high: number, ribbed: boolean): string {
  const { rig } = ctx;
  const { frame, view } = rig;
  const { k } = frame;
  const [x, y] = rig.neck.base;
  const half = frame.neckHalf * (ribbed ? 1.16 : 1.12);
  const tall = Math.min(high, (y - frame.chin) / k + (ribbed ? 2 : -8));
  const lean = view === "side" ? (rig.head.x - x) * 0.35 : 0;
  const back = view === "side" ? half * 1.04 : half * 1.06;
  const front = view === "side" ? half * 0.9 : half * 1.06;
  const rise = view === "side" ? 9 * k : 0;
  const topY = y - (tall + 4) * k;
  const sag = view === "front" ? 9 * k : view === "back" ? -3 * k : 2 * k;
  const path = smooth(pairs`${x - back * 0.92 + lean} ${topY - rise}!, ${x + lean} ${topY + sag - rise * 0.3},
    ${x + front * 0.92 + lean} ${topY + rise * 0.4}!, ${x + front * 1.2} ${y + 2 * k}!,
    ${x} ${y + (view === "back" ? -3 : 15) * k}, ${x - back * 1.2} ${y - 4 * k}!`);
  const ribs = ribbed
    ? Array.from({ length: 9 }, (_, i) => {
        const at = lerp(x - back * 0.84, x + front * 0.84, i / 8);
        return `M${(at + lean).toFixed(1)} ${(topY + 4 * k).toFixed(1)}L${at.toFixed(1)} ${(y + (view === "back" ? -9 : 8) * k).toFixed(1)}`;
      }).join("")
    : "";
  const rim = line(
    smooth(
      pairs`${x - back * 0.92 + lean} ${topY - rise}, ${x + lean} ${topY + sag - rise * 0.3},
    ${x + front * 0.92 + lean} ${topY + rise * 0.4}`,
      false,
    ),
    tint(color, 0.35),
    2.2 * k,
    0.7,
  );
  return (
    fill(path, volume(ctx, color, x - half, x + half, 1.1)) +
    (ribbed ? line(ribs, shade(color, 0.75), 1.3, 0.32) : "") +
    rim
  );
}

/** A hood lying on the shoulders. */
function hood(ctx: DrawContext, { color, top }: Garment): string {
  const { rig } = ctx;
  const { frame, view } = rig;
  const { k } = frame;
  const [x, y] = rig.neck.base;
  const half = frame.neckHalf;
  const w = half + 30 * k;
  const paint = volume(ctx, shade(color, 0.06), x - w, x + w, 1.1);
  const edge = shade(color, 0.8);
  const outlined = (path: string): string =>
    fill(path, paint) + `<path d="${path}" fill="none" stroke="${edge}" stroke-width="1.4" stroke-opacity="0.45"/>`;
  if (view === "back") {
    const path = smooth(pairs`${x - w} ${y - 16 * k}, ${x - half * 0.8} ${y - 34 * k}, ${x} ${y - 38 * k},
    ${x + half * 0.8} ${y - 34 * k}, ${x + w} ${y - 16 * k}, ${x + w * 0.92} ${y + 30 * k},
    ${x + w * 0.4} ${y + 76 * k}, ${x} ${y + 86 * k}, ${x - w * 0.4} ${y + 76 * k},
    ${x - w * 0.92} ${y + 30 * k}`);
    return outlined(path) + line(smooth(pairs`${x} ${y - 36 * k}, ${x} ${y + 84 * k}`, false), edge, 1.6, 0.4);
  }
  if (view === "side") {
    const path = smooth(pairs`${x + half * 1.05} ${y - 2 * k}, ${x + half * 0.5} ${y - 22 * k},
    ${x - half * 0.9} ${y - 34 * k}, ${x - half * 2} ${y - 32 * k}, ${x - half * 2.6} ${y + 4 * k},
    ${x - half * 2} ${y + 46 * k}, ${x - half * 0.9} ${y + 34 * k}, ${x + half * 0.3} ${y + 16 * k}`);
    return outlined(path);
  }
  const sides = ([-1, 1] as const).map((s) =>
    smooth(pairs`${x + s * half * 0.9} ${y - 34 * k}, ${x + s * w * 0.86} ${y - 27 * k},
    ${x + s * w * 1.06} ${y - 2 * k}, ${x + s * w * 0.7} ${y + 24 * k},
    ${x + s * 5 * k} ${y + 40 * k}!, ${x + s * half * 0.62} ${y + 12 * k}`),
  );
  const cords =
    top.front === "pocket"
      ? ([-1, 1] as const).map(
          (s): Point[] => pairs`${x + s * 15 * k} ${y + 30 * k}, ${x + s * 17 * k} ${y + 58 * k},
    ${x + s * 14 * k} ${y + 88 * k}`,
        )
      : [];
  return (
    sides.map(outlined).join("") + cords.map((cord) => line(smooth(cord, false), tint(color, 0.75), 3 * k)).join("")
  );
}

/** Lapels of a jacket or coat. */
function lapels(ctx: DrawContext, color: Color): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const [x, y] = rig.neck.base;
  const half = frame.neckHalf;
  const low = lerp(frame.chest, frame.waist, 0.7);
  const lapel = (s: 1 | -1): string => {
    const inner = (t: number): number => rig.middle(low) + s * lerp(half * 1.0, 20 * k, t);
    const path = smooth(pairs`${x + s * half * 1.0} ${y - 27 * k}!, ${x + s * half * 1.42} ${y - 10 * k},
    ${x + s * half * 1.62} ${y + 14 * k}, ${x + s * (half * 1.4 + 26 * k)} ${y + 34 * k}!,
    ${x + s * (half + 17 * k)} ${y + 74 * k}, ${inner(1)} ${low}!,
    ${x + s * (half * 0.72)} ${y + 46 * k}, ${x + s * half * 0.9} ${y}`);
    const notch = smooth(
      pairs`${x + s * (half * 1.4 + 26 * k)} ${y + 34 * k}, ${x + s * (half + 5 * k)} ${y + 37 * k}`,
      false,
    );
    return (
      fill(path, s === rig.light ? tint(color, 0.1) : shade(color, 0.12)) +
      `<path d="${path}" fill="none" stroke="${shade(color, 0.85)}" stroke-width="1.4" stroke-opacity="0.55"/>` +
      line(notch, shade(color, 0.85), 1.5, 0.5)
    );
  };
  return lapel(-1) + lapel(1);
}
