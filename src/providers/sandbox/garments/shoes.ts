import { drawLegSkin } from "../body/leg-skin.ts";
import type { Leg } from "../body/rig.ts";
import { type Color, shade, skinShade, tint } from "../core/color.ts";
import { num } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { smooth } from "../core/shapes.ts";
import { fill, linear } from "../core/sheet.ts";
import type { ShoeName } from "./catalogue.ts";
import { shaft } from "./shaft.ts";
import { UPPERS } from "./shoe-outlines.ts";
import { footParts } from "./shoe-parts.ts";

/** Both feet with what is worn on them. */
export function drawShoes(ink: Ink, kind: ShoeName, color: Color): string {
  return ink.rig.legs.map((leg) => drawShoe(ink, leg, kind, color)).join("");
}

function drawShoe(ink: Ink, leg: Leg, kind: ShoeName, color: Color): string {
  const { frame, view } = ink.rig;
  const naked = kind === "barefoot" || kind === "sandals";
  const base = naked ? ink.traits.skin : color;
  const skew = view === "side" ? 0 : Math.tan((leg.footTurn * Math.PI) / 180) * (view === "front" ? 0.5 : -0.35);
  const scale = frame.k * (view === "side" ? 0.97 : 1) * (ink.traits.gender.masculine > 0.6 ? 1.05 : 0.95);
  const place = `matrix(${scale.toFixed(3)} 0 ${(skew * scale).toFixed(3)} ${scale.toFixed(3)} ${num(leg.sole[0])} ${num(leg.sole[1] - 50 * scale)})`;
  const lit = ink.rig.light;
  const paint = linear(
    ink.sheet,
    [24 * lit, 0, -30 * lit, 40],
    [
      [0, naked ? tint(base, 0.1) : tint(base, 0.16)],
      [0.5, base],
      [1, naked ? skinShade(base, 0.4) : shade(base, 0.4)],
    ],
  );
  // The low cut of a pump has an outline of its own.
  const dim = leg.far && kind !== "heels" ? fill(smooth(UPPERS[view]), "#1a1422", 0.22) : "";
  return (
    shaft(ink, leg, kind, color) +
    `<g transform="${place}">${footParts(kind, view, color, paint, ink.traits.skin)}${dim}</g>`
  );
}

/** Bare legs under a dress. */
export const drawBareLegs = (ink: Ink): string => ink.rig.legs.map((leg) => drawLegSkin(ink, leg)).join("");
