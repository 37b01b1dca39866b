import { drawLegSkin } from "../body/bare-body.ts";
import { type DrawContext, volume } from "../body/context.ts";
import { along, type Leg, section } from "../body/rig.ts";
import { type Color, shade, tint } from "../core/color.ts";
import { clamp, lerp, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { fill, line } from "../core/svg.ts";
import type { ClothPattern } from "../traits/cloth-words.ts";
import type { Bottom } from "./catalogue.ts";
import { fold, seam, within } from "./garment.ts";
import { printOver } from "./patterns.ts";

/** Trousers or shorts with the bare rest of the legs. */
export function drawTrousers(ctx: DrawContext, bottom: Bottom, color: Color, pattern: ClothPattern | null): string {
  const { frame, edge } = ctx.rig;
  const area = { left: edge(frame.hip, -1, 60), right: edge(frame.hip, 1, 60), top: frame.waist, bottom: frame.ankle };
  const print = printOver(ctx, { pattern, color, accent: ctx.traits.outfit.accent }, area);
  const bare = bottom.length < 0.9 ? ctx.rig.legs.map((leg) => drawLegSkin(ctx, leg)).join("") : "";
  const legs = ctx.rig.legs.map((leg) => trouserLeg(ctx, leg, bottom, color, print)).join("");
  return bare + legs + seat(ctx, bottom, color, print);
}

function trouserLeg(ctx: DrawContext, leg: Leg, bottom: Bottom, color: Color, print: string): string {
  const { frame } = ctx.rig;
  const { k } = frame;
  const [top, knee, hem] = bottom.ease;
  const end = bottom.length;
  const { rig } = ctx;
  const split = Math.min(0.5, end * 0.6);
  const paint = volume(
    ctx,
    color,
    rig.edge(frame.hip, -1, top),
    rig.edge(frame.hip, 1, top),
    bottom.style === "leather" ? 1.6 : 1.05,
  );
  const upper = section(leg, 0, split + 0.04, [top * k, knee * k], { end: "flat" });
  const lower = section(leg, split - 0.04, end, [knee * k, hem * k], { start: "flat", end: "flat" });
  const whole = `${upper}${lower}`;
  const far = leg.far ? fill(whole, shade(color, 0.9), 0.32) : "";
  return (
    fill(whole, paint) + within(ctx, whole, print + legShade(ctx, leg, color) + legFolds(ctx, leg, bottom, color)) + far
  );
}

/** The side of a leg that is turned away from the light, and the light on the other. */
function legShade(ctx: DrawContext, leg: Leg, color: Color): string {
  const { light, frame, view } = ctx.rig;
  const edge = (s: number, inset: number): Point[] =>
    [0.06, 0.3, 0.5, 0.72, 0.96].map((share): Point => {
      const { point, half } = along(leg, share);
      return [point[0] + s * (half - inset * frame.k), point[1]];
    });
  const dark = fill(taper(edge(-light, view === "side" ? 8 : 2), 30 * frame.k), shade(color, 0.8), 0.2);
  return dark + fill(taper(edge(light, 14), 15 * frame.k), tint(color, 0.6), 0.13);
}

/** The part from the waist to the crotch, with band, fly and pockets. */
function seat(ctx: DrawContext, bottom: Bottom, color: Color, print: string): string {
  const { rig } = ctx;
  const { frame, view } = rig;
  const { k } = frame;
  const ease = bottom.ease[0] + 1;
  const top = frame.waist + 14 * k;
  const at = (y: number, side: 1 | -1): Point => [
    rig.edge(y, side, lerp(Math.min(ease, 2), ease, clamp((y - top) / (frame.hip - top), 0, 1))),
    y,
  ];
  const mid = lerp(frame.waist, frame.hip, 0.5);
  const low = frame.crotch + (view === "side" ? -6 : 6) * k;
  const outline = smooth(pairs`${at(top, -1)}, ${at(top, 1)}, ${at(top, 1)}, ${at(mid, 1)},
    ${at(frame.hip, 1)},
    ${thighSide(ctx, bottom, 1)}, ${rig.middle(frame.crotch)} ${low}, ${[...thighSide(ctx, bottom, -1)].reverse()},
    ${at(frame.hip, -1)}, ${at(mid, -1)}, ${at(top, -1)}`);
  const paint = volume(
    ctx,
    color,
    rig.edge(frame.hip, -1, bottom.ease[0]),
    rig.edge(frame.hip, 1, bottom.ease[0]),
    bottom.style === "leather" ? 1.6 : 1.05,
  );
  return fill(outline, paint) + within(ctx, outline, print + seatDetails(ctx, bottom, color, top));
}

/** Where the seat meets the outside of a thigh, so that no corner shows there. */
function thighSide(ctx: DrawContext, bottom: Bottom, side: 1 | -1): Point[] {
  const { rig } = ctx;
  const { k, crotch, hip } = rig.frame;
  if (rig.frame.seated) return [[rig.edge(hip, side, bottom.ease[0] + 1) - side * 2 * k, hip + 24 * k]];
  if (rig.view === "side" && side === 1) return [[rig.edge(crotch - 14 * k, 1, bottom.ease[0] + 1), crotch - 14 * k]];
  const leg = rig.legs.find((own) => (rig.view === "side" ? !own.far : own.side === side));
  if (leg === undefined) return [];
  const edge = (share: number, inset: number): Point => {
    const { point, half } = along(leg, share);
    return [point[0] + side * (half + (bottom.ease[0] - inset) * k), point[1]];
  };
  // The last point is doubled, which makes a corner inside the thigh where it does not show.
  return [edge(0.08, 0), edge(0.13, 2), edge(0.17, 8), edge(0.17, 8)];
}

function seatDetails(ctx: DrawContext, bottom: Bottom, color: Color, top: number): string {
  const { rig } = ctx;
  const { frame, view } = rig;
  const { k } = frame;
  const x = rig.middle(frame.hip);
  const wide = frame.hipHalf;
  const band = line(
    smooth(pairs`${x - wide * 1.2} ${top + 15 * k}, ${x} ${top + 19 * k}, ${x + wide * 1.2} ${top + 15 * k}`, false),
    shade(color, 0.8),
    1.5,
    0.5,
  );
  const sport = bottom.style === "sport" || bottom.ease[0] < 2;
  if (view === "side")
    return (
      band +
      (sport
        ? ""
        : seam(
            pairs`${x + wide * 0.3} ${top + 20 * k}, ${x + wide * 0.1} ${top + 56 * k},
    ${x - wide * 0.1} ${top + 62 * k}`,
            color,
          ))
    );
  const crotch = fold(pairs`${x} ${frame.hip + 6 * k}, ${x + 1} ${frame.crotch + 2 * k}`, color, 4 * k);
  const fan = [-1, 1]
    .map((s) =>
      fold(
        pairs`${x + s * 3 * k} ${frame.crotch - 8 * k}, ${x + s * wide * 0.35} ${frame.crotch - 20 * k},
    ${x + s * wide * 0.6} ${frame.crotch - 22 * k}`,
        color,
        4 * k,
      ),
    )
    .join("");
  if (view === "back")
    return (
      band +
      crotch +
      (sport ? "" : [-1, 1].map((s) => backPocket(x + s * wide * 0.46, frame.hip - 30 * k, k, color)).join(""))
    );
  const fly = sport
    ? ""
    : seam(pairs`${x + 3 * k} ${top + 18 * k}, ${x + 8 * k} ${frame.hip}, ${x} ${frame.crotch - 12 * k}`, color) +
      [-1, 1]
        .map((s) =>
          seam(
            pairs`${x + s * wide * 0.44} ${top + 17 * k}, ${x + s * wide * 0.66} ${top + 42 * k},
    ${x + s * wide * 1.06} ${top + 52 * k}`,
            color,
          ),
        )
        .join("");
  return band + crotch + fan + fly;
}

function backPocket(x: number, y: number, k: number, color: Color): string {
  const path = smooth(pairs`${x - 17 * k} ${y}!, ${x + 17 * k} ${y}!, ${x + 16 * k} ${y + 30 * k}, ${x} ${y + 38 * k},
    ${x - 16 * k} ${y + 30 * k}`);
  return fill(path, shade(color, 0.2), 0.35) + line(path, shade(color, 0.75), 1.3, 0.5);
}

function legFolds(ctx: DrawContext, leg: Leg, bottom: Bottom, color: Color): string {
  const { k } = ctx.rig.frame;
  const across = (share: number, from: number, to: number, bow: number): Point[] => {
    const { point, half } = along(leg, share);
    const reach = half + 12 * k;
    return pairs`${point[0] + from * reach} ${point[1]},
    ${point[0] + ((from + to) / 2) * reach} ${point[1] + bow * k},
    ${point[0] + to * reach} ${point[1] - 2 * k}`;
  };
  const s = leg.side;
  const parts = [
    fold(across(0.16, -s, s * 0.1, 10), color, 4.5 * k),
    fold(across(0.22, -s, -s * 0.05, 13), color, 3.4 * k, 0.8),
  ];
  if (bottom.length > 0.5) {
    parts.push(
      fold(across(0.5, s, -s * 0.2, 5), color, 3.6 * k),
      fold(across(0.56, -s * 0.9, s * 0.3, 5), color, 3.4 * k),
    );
    const hem = Math.min(0.94, bottom.length - 0.04);
    parts.push(
      fold(across(hem, -0.9, 0.5, 6), color, 3.4 * k),
      fold(across(hem - 0.035, 0.9, -0.4, 6), color, 3 * k, 0.8),
    );
  }
  parts.push(line(smooth(across(bottom.length - 0.018, -1.4, 1.4, 3), false), shade(color, 0.8), 1.4, 0.4));
  if (bottom.style === "crease")
    parts.push(
      line(
        smooth([along(leg, 0.1).point, along(leg, 0.5).point, along(leg, 0.95).point], false),
        tint(color, 0.5),
        1.6,
        0.35,
      ),
    );
  if (bottom.style === "jeans") parts.push(...outerSeam(leg, k, color));
  if (bottom.style === "cargo") parts.push(cargoPocket(leg, k, color, bottom));
  if (bottom.style === "sport") parts.push(sportStripe(leg, k, color, bottom));
  return parts.join("");
}

function outerSeam(leg: Leg, k: number, color: Color): string[] {
  const points = [0.1, 0.3, 0.5, 0.7, 0.92].map((share): Point => {
    const { point, half } = along(leg, share);
    return [point[0] + leg.side * (half + 1 * k), point[1]];
  });
  return [line(smooth(points, false), tint(color, 0.45), 1.2, 0.4)];
}

function sportStripe(leg: Leg, k: number, color: Color, bottom: Bottom): string {
  const points = [0.06, 0.3, 0.5, 0.7, 0.9].map((share): Point => {
    const { point, half } = along(leg, share * bottom.length);
    return [point[0] + (leg.far ? 0 : leg.side) * (half + bottom.ease[1] * 0.3 * k), point[1]];
  });
  return line(smooth(points, false), tint(color, 0.8), 6 * k, 0.8);
}

function cargoPocket(leg: Leg, k: number, color: Color, bottom: Bottom): string {
  const { point, half } = along(leg, Math.min(0.4, bottom.length - 0.15));
  const x = point[0] + leg.side * half * 0.55;
  const box = `M${(x - 15 * k).toFixed(1)} ${(point[1] - 24 * k).toFixed(1)}h${(32 * k).toFixed(1)}v${(46 * k).toFixed(1)}h${(-32 * k).toFixed(1)}z`;
  return (
    fill(box, shade(color, 0.25), 0.5) +
    line(`${box}m0 ${(12 * k).toFixed(1)}h${(32 * k).toFixed(1)}`, shade(color, 0.75), 1.4, 0.6)
  );
}
