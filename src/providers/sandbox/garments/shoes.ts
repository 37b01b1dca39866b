import { drawLegSkin } from "../body/bare-body.ts";
import { type DrawContext, skinVolume, volume } from "../body/context.ts";
import { type Leg, section, type View } from "../body/rig.ts";
import { type Color, lightness, shade, skinShade, tint } from "../core/color.ts";
import { num, type Point, pairs, smooth } from "../core/geometry.ts";
import { fill, line, linear } from "../core/svg.ts";
import type { ShoeName } from "./catalogue.ts";

/** Both feet with what is worn on them. */
export function drawShoes(ctx: DrawContext, kind: ShoeName, color: Color): string {
  return ctx.rig.legs.map((leg) => drawShoe(ctx, leg, kind, color)).join("");
}

function drawShoe(ctx: DrawContext, leg: Leg, kind: ShoeName, color: Color): string {
  const { frame, view } = ctx.rig;
  const naked = kind === "barefoot" || kind === "sandals";
  const base = naked ? ctx.traits.skin : color;
  const skew = view === "side" ? 0 : Math.tan((leg.footTurn * Math.PI) / 180) * (view === "front" ? 0.5 : -0.35);
  const scale = frame.k * (view === "side" ? 0.97 : 1) * (ctx.traits.gender.masculine > 0.6 ? 1.05 : 0.95);
  const place = `matrix(${scale.toFixed(3)} 0 ${(skew * scale).toFixed(3)} ${scale.toFixed(3)} ${num(leg.sole[0])} ${num(leg.sole[1] - 50 * scale)})`;
  const lit = ctx.rig.light;
  const paint = linear(
    ctx.defs,
    [24 * lit, 0, -30 * lit, 40],
    [
      [0, naked ? tint(base, 0.1) : tint(base, 0.16)],
      [0.5, base],
      [1, naked ? skinShade(base, 0.4) : shade(base, 0.4)],
    ],
  );
  // Pumps are skipped, because their low cut has a different outline.
  const dim = leg.far && kind !== "heels" ? fill(smooth(UPPERS[view]), "#1a1422", 0.22) : "";
  return (
    shaft(ctx, leg, kind, color) +
    `<g transform="${place}">${footParts(kind, view, color, paint, ctx.traits.skin)}${dim}</g>`
  );
}

/** Bare legs under a dress. */
export const drawBareLegs = (ctx: DrawContext): string => ctx.rig.legs.map((leg) => drawLegSkin(ctx, leg)).join("");

function footParts(kind: ShoeName, view: View, color: Color, paint: string, skin: Color): string {
  const upper = smooth(UPPERS[view]);
  const sole = smooth(SOLES[view]);
  const dark = shade(color, 0.75);
  switch (kind) {
    case "barefoot":
      return fill(upper, paint) + toes(view, skin);
    case "sandals":
      return (
        fill(upper, paint) +
        toes(view, skin) +
        fill(sole, shade(color, 0.35)) +
        line(view === "side" ? "M30 14L58 46M30 14L-8 46M-32 20L20 -2" : "M-24 30Q0 24 24 30M-17 8Q0 14 17 8", color, 7)
      );
    case "sneakers":
      return (
        fill(upper, paint) +
        sneakerParts(view, color, dark) +
        fill(sole, lightness(color) > 0.75 ? "#dcd6cc" : "#f4f1ea") +
        line(view === "side" ? "M-35 47L95 45" : "", dark, 1, 0.3)
      );
    case "heels":
      return (
        (view === "side" ? fill(smooth(INSTEP), skinShade(skin, 0.06)) : "") +
        fill(
          view === "side"
            ? smooth(pairs`-22 4, -32 18, -33 36, -10 40, 36 50, 90 51!, 98 47, 80 38, 50 34, 20 22, 0 16`)
            : upper,
          paint,
        ) +
        (view === "side" ? fill("M-33 30L-20 34L-25 54L-31 54Z", dark) : heelCut(view, skin))
      );
    case "flats":
      return fill(upper, paint) + heelCut(view, skin) + fill(sole, dark, 0.6);
    default:
      return (
        fill(upper, paint) +
        fill(sole, shade(color, 0.6)) +
        line(
          view === "front"
            ? "M-9 14L8 16M-10 22L9 24M-10 30L9 32M-22 40Q0 30 22 41"
            : view === "side"
              ? "M26 8L40 18M36 12L50 22M62 22Q70 34 66 44"
              : "M-20 18Q0 24 20 18",
          dark,
          1.8,
          0.6,
        )
      );
  }
}

/** The arch of a foot that stands on its toes. */
const INSTEP = pairs`-18 -16, -24 8, -26 30, 10 30, 60 42, 66 36, 40 20, 20 0, 17 -16`;

/** Skin seen in the opening of a low shoe. */
function heelCut(view: View, skin: Color): string {
  const shape: Record<View, string> = {
    front: "M-16 -6Q-18 14 -20 26Q0 42 20 27Q17 14 16 -6Z",
    back: "M-15 -6Q-18 8 -19 18Q0 24 19 18Q18 8 15 -6Z",
    side: "M-20 -8Q-26 6 -29 16Q-6 22 18 27Q42 32 54 24Q36 16 18 -8Z",
  };
  return fill(shape[view], skinShade(skin, 0.08));
}

function sneakerParts(view: View, color: Color, dark: Color): string {
  if (view === "side")
    return (
      fill(smooth(pairs`70 26, 86 29, 97 42, 78 44`), tint(color, 0.5), 0.8) +
      line("M24 6L36 20M32 10L45 23M42 15L55 27", lightness(color) > 0.7 ? dark : "#f6f3ee", 2.6, 0.8) +
      line("M-14 44Q6 18 22 14", dark, 2, 0.35)
    );
  if (view === "back") return fill("M-6 0h12v30h-12z", dark, 0.4);
  return (
    fill(smooth(pairs`-25 42, 0 37, 25 43, 22 54, -10 57`), tint(color, 0.5), 0.8) +
    line("M-9 12L9 15M-10 20L10 23M-11 28L11 31", lightness(color) > 0.7 ? dark : "#f6f3ee", 2.8, 0.8)
  );
}

function toes(view: View, skin: Color): string {
  const dark = skinShade(skin, 0.75);
  if (view === "back") return "";
  if (view === "side") return line("M84 34Q78 38 82 44", dark, 1.4, 0.5);
  return line("M-18 46V56M-8 46V58M2 47V59M12 47V57", dark, 1.3, 0.5);
}

/** A shoe outline per view, in thousandths: ankle at the origin, ground at y = 50, toes at +x in profile. */
const UPPERS: Record<View, readonly Point[]> = {
  front: pairs`-16 -6!, -19 14, -26 32, -27 48, -14 58, 13 59, 26 50, 25 32, 18 14, 16 -6!`,
  back: pairs`-15 -6!, -19 16, -22 40, -21 51!, 21 51!, 22 40, 19 16, 15 -6!`,
  side: pairs`-19 -8!, -31 16, -34 48, -34 50, 88 50!, 97 42, 84 28, 52 18, 24 4, 18 -8!`,
};

const SOLES: Record<View, readonly Point[]> = {
  front: pairs`-28 46, -14 57, 13 58, 27 48!, 26 56, 13 65, -14 64, -27 54, -28 46`,
  back: pairs`-22 44!, 22 44!, 22 55!, -22 55!`,
  side: pairs`-36 42!, 40 44, 97 38!, 98 48, 92 54!, -34 54!`,
};

/** The shaft of a boot, or the sock above a shoe of a bare leg. */
function shaft(ctx: DrawContext, leg: Leg, kind: ShoeName, color: Color): string {
  const { frame } = ctx.rig;
  if (kind !== "boots" && kind !== "high-boots") return ankle(ctx, leg, kind);
  const from = kind === "boots" ? 0.86 : 0.62;
  const ease = (kind === "boots" ? 5 : 4) * frame.k;
  const x = leg.sole[0];
  const paint = volume(ctx, color, x - 32 * frame.k, x + 32 * frame.k, 1.2);
  const path = section(leg, from, 1, [ease, ease * 0.8], { start: "flat", end: "flat" });
  return (
    fill(path, paint) +
    `<path d="${path}" fill="none" stroke="${shade(color, 0.8)}" stroke-width="1.4" stroke-opacity="0.4"/>`
  );
}

/** Sock or skin between hem and shoe. */
function ankle(ctx: DrawContext, leg: Leg, kind: ShoeName): string {
  const { frame } = ctx.rig;
  const x = leg.sole[0];
  if (kind !== "sneakers" && kind !== "shoes") {
    const { skin } = ctx.traits;
    const reach = 44 * frame.leg;
    const path = section(leg, 0.9, 1, [0, 0], { start: "flat" });
    return fill(path, skinVolume(ctx, x - reach, x + reach)) + (leg.far ? fill(path, skinShade(skin, 0.65), 0.22) : "");
  }
  const color = kind === "sneakers" ? "#ece8e0" : "#3a3842";
  const paint = volume(ctx, color, x - 18 * frame.k, x + 18 * frame.k);
  const path = section(leg, 0.9, 1, [1.5 * frame.k, 1.5 * frame.k], { start: "flat" });
  return fill(path, paint) + (leg.far ? fill(path, "#1a1422", 0.22) : "");
}
