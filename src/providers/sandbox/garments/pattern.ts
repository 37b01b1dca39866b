import { type Color, lightness, shade, tint } from "../core/color.ts";
import { num } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { fill, oval } from "../core/sheet.ts";
import type { ClothPattern } from "../traits/color-words.ts";
import { type Area, diamonds, dots, flowers, plaid, stripes } from "./print.ts";
import { type Cut, clothEdge } from "./torso.ts";

type Printed = { readonly pattern: ClothPattern | null; readonly color: Color; readonly accent: Color };

/** The pattern of a garment over its whole area; the caller cuts it to the outline. */
export function drawPattern(ink: Ink, garment: Printed, cut: Cut): string {
  const { rig } = ink;
  if (garment.pattern === "emblem")
    return rig.view === "front" ? emblem(ink, contrasting(garment.color, garment.accent)) : "";
  return printOver(ink, garment, {
    left: Math.min(clothEdge(rig, cut, rig.frame.chest, -1), clothEdge(rig, cut, cut.hemY, -1)) - 30,
    right: Math.max(clothEdge(rig, cut, rig.frame.chest, 1), clothEdge(rig, cut, cut.hemY, 1)) + 30,
    top: rig.frame.shoulder,
    bottom: cut.hemY + 12,
  });
}

/** A repeating print over an area. */
export function printOver(ink: Ink, { pattern, color, accent: own }: Printed, area: Area): string {
  const accent = contrasting(color, own);
  const { k } = ink.rig.frame;
  switch (pattern) {
    case "stripes":
      return stripes(area, accent, 24 * k, 8 * k);
    case "plaid":
      return plaid(area, color, 30 * k);
    case "dots":
      return dots(area, accent, 20 * k, 3.6 * k);
    case "diamonds":
      return diamonds(area, accent, color, 30 * k);
    case "floral":
      return flowers(area, accent, color, 27 * k);
    default:
      return "";
  }
}

/** A second colour that can be told from the first. */
export function contrasting(color: Color, accent: Color): Color {
  if (Math.abs(lightness(color) - lightness(accent)) > 0.22) return accent;
  return lightness(color) > 0.55 ? shade(accent, 0.5) : tint(accent, 0.65);
}

/** A sign on the chest: a star in a ring. */
function emblem(ink: Ink, color: Color): string {
  const { frame, middle } = ink.rig;
  const y = frame.chest + 12 * frame.k;
  const x = middle(y);
  const star = Array.from({ length: 10 }, (_, i) => {
    const radius = (i % 2 === 0 ? 21 : 9) * frame.k;
    const a = (i / 10) * Math.PI * 2 - Math.PI / 2;
    return `${num(x + Math.cos(a) * radius)} ${num(y + Math.sin(a) * radius)}`;
  }).join("L");
  return oval(x, y, 29 * frame.k, 29 * frame.k, color, 0.28) + fill(`M${star}Z`, color);
}
