import { type Color, lightness, shade, skinShade, tint } from "../core/color.ts";
import { linear, type Stop, type SvgDefs } from "../core/svg.ts";
import type { Traits } from "../traits/traits.ts";
import type { Rig } from "./rig.ts";

/** What every drawing function needs: the document's definitions, the person, and the posed figure. */
export type DrawContext = { readonly defs: SvgDefs; readonly traits: Traits; readonly rig: Rig };

/** Paint that makes a flat shape look round: lit on the light's side, dark on the other. */
export function volume(ctx: DrawContext, color: Color, from: number, to: number, strength = 1): string {
  // Pale cloth would look grey in the deep shadow that makes dark cloth look round.
  const depth = strength * (1 - 0.45 * Math.max(0, lightness(color) - 0.55) * 2.2);
  const stops: Stop[] = [
    [0, tint(color, 0.13 * depth)],
    [0.32, color],
    [0.7, shade(color, 0.13 * depth)],
    [1, shade(color, 0.36 * depth)],
  ];
  return across(ctx, from, to, stops);
}

/** The same for skin, whose shadows are redder. */
export function skinVolume(ctx: DrawContext, from: number, to: number, depth = 1): string {
  const { skin } = ctx.traits;
  return across(ctx, from, to, [
    [0, tint(skin, 0.14 * depth)],
    [0.35, skin],
    [0.72, skinShade(skin, 0.14 * depth)],
    [1, skinShade(skin, 0.38 * depth)],
  ]);
}

function across(ctx: DrawContext, from: number, to: number, stops: readonly Stop[]): string {
  const lit: [number, number] = ctx.rig.light === -1 ? [from, to] : [to, from];
  return linear(ctx.defs, [lit[0], 0, lit[1], (to - from) * 0.12], stops);
}
