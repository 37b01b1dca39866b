import type { DrawContext } from "../body/context.ts";
import { type Color, lightness, mix, shade, tint } from "../core/color.ts";
import { num } from "../core/geometry.ts";
import { randomFrom } from "../core/random.ts";
import { fill, line, oval } from "../core/svg.ts";
import type { ClothPattern } from "../traits/cloth-words.ts";
import { type Cut, clothEdge } from "./garment.ts";

type Printed = { readonly pattern: ClothPattern | null; readonly color: Color; readonly accent: Color };

/** The pattern of a garment over its whole area; the caller cuts it to the outline. */
export function drawPattern(ctx: DrawContext, garment: Printed, cut: Cut): string {
  const { rig } = ctx;
  if (garment.pattern === "emblem")
    return rig.view === "front" ? emblem(ctx, contrasting(garment.color, garment.accent)) : "";
  return printOver(ctx, garment, {
    left: Math.min(clothEdge(rig, cut, rig.frame.chest, -1), clothEdge(rig, cut, cut.hemY, -1)) - 30,
    right: Math.max(clothEdge(rig, cut, rig.frame.chest, 1), clothEdge(rig, cut, cut.hemY, 1)) + 30,
    top: rig.frame.shoulder,
    bottom: cut.hemY + 12,
  });
}

/** A repeating print over an area. */
export function printOver(ctx: DrawContext, { pattern, color, accent: own }: Printed, area: Area): string {
  const accent = contrasting(color, own);
  const { k } = ctx.rig.frame;
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

/** A second colour that differs visibly from the first. */
export function contrasting(color: Color, accent: Color): Color {
  if (Math.abs(lightness(color) - lightness(accent)) > 0.22) return accent;
  return lightness(color) > 0.55 ? shade(accent, 0.5) : tint(accent, 0.65);
}

/** A sign on the chest: a star in a ring. */
function emblem(ctx: DrawContext, color: Color): string {
  const { frame, middle } = ctx.rig;
  const y = frame.chest + 12 * frame.k;
  const x = middle(y);
  const star = Array.from({ length: 10 }, (_, i) => {
    const radius = (i % 2 === 0 ? 21 : 9) * frame.k;
    const a = (i / 10) * Math.PI * 2 - Math.PI / 2;
    return `${num(x + Math.cos(a) * radius)} ${num(y + Math.sin(a) * radius)}`;
  }).join("L");
  return oval(x, y, 29 * frame.k, 29 * frame.k, color, 0.28) + fill(`M${star}Z`, color);
}

type Area = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

function stripes({ left, right, top, bottom }: Area, color: Color, gap: number, width: number): string {
  let path = "";
  for (let y = top + gap; y < bottom; y += gap)
    path += `M${num(left)} ${num(y)}q${num((right - left) / 2)} ${num(gap * 0.35)} ${num(right - left)} 0`;
  return line(path, color, width, 0.92);
}

function plaid({ left, right, top, bottom }: Area, color: Color, gap: number): string {
  let wide = "";
  let thin = "";
  for (let x = left; x < right; x += gap) {
    wide += `M${num(x)} ${num(top)}V${num(bottom)}`;
    thin += `M${num(x + gap / 2)} ${num(top)}V${num(bottom)}`;
  }
  for (let y = top; y < bottom; y += gap) {
    wide += `M${num(left)} ${num(y)}H${num(right)}`;
    thin += `M${num(left)} ${num(y + gap / 2)}H${num(right)}`;
  }
  return line(wide, shade(color, 0.85), gap * 0.34, 0.34) + line(thin, tint(color, 0.85), gap * 0.07, 0.6);
}

function dots({ left, right, top, bottom }: Area, color: Color, gap: number, radius: number): string {
  let path = "";
  for (let row = 0, y = top; y < bottom; row++, y += gap * 0.86) {
    for (let x = left + (row % 2) * (gap / 2); x < right; x += gap) {
      path += `M${num(x - radius)} ${num(y)}a${num(radius)} ${num(radius)} 0 1 0 ${num(radius * 2)} 0a${num(radius)} ${num(radius)} 0 1 0 ${num(-radius * 2)} 0`;
    }
  }
  return fill(path, color, 0.92);
}

/** Rows of a diamond within a diamond, each row moved by half, as on printed African cloth. */
function diamonds({ left, right, top, bottom }: Area, accent: Color, color: Color, size: number): string {
  const paths: [string, string] = ["", ""];
  for (let row = 0, y = top; y < bottom + size; row++, y += size) {
    for (let x = left + (row % 2) * (size / 2); x < right + size; x += size) {
      for (const [i, reach] of [size * 0.5, size * 0.24].entries()) {
        paths[i] +=
          `M${num(x)} ${num(y - reach * 1.3)}l${num(reach)} ${num(reach * 1.3)}l${num(-reach)} ${num(reach * 1.3)}l${num(-reach)} ${num(-reach * 1.3)}z`;
      }
    }
  }
  return fill(paths[0], accent, 0.85) + fill(paths[1], mix(color, "#e9b949", 0.75), 0.95);
}

function flowers({ left, right, top, bottom }: Area, accent: Color, color: Color, gap: number): string {
  const random = randomFrom(Math.round(gap * 1000));
  const petals: [string, string] = ["", ""];
  let leaves = "";
  for (let y = top; y < bottom; y += gap) {
    for (let x = left; x < right; x += gap) {
      const [cx, cy, r] = [x + random() * gap * 0.7, y + random() * gap * 0.7, gap * (0.13 + random() * 0.07)];
      const which = random() < 0.6 ? 0 : 1;
      for (let petal = 0; petal < 5; petal++) {
        const a = (petal / 5) * Math.PI * 2;
        petals[which] +=
          `M${num(cx)} ${num(cy)}m${num(Math.cos(a) * r - r * 0.7)} ${num(Math.sin(a) * r)}a${num(r * 0.7)} ${num(r * 0.7)} 0 1 0 ${num(r * 1.4)} 0a${num(r * 0.7)} ${num(r * 0.7)} 0 1 0 ${num(-r * 1.4)} 0`;
      }
      leaves += `M${num(cx + r)} ${num(cy + r)}q${num(r * 1.6)} ${num(r * 0.2)} ${num(r * 1.8)} ${num(r * 1.7)}`;
    }
  }
  return (
    line(leaves, shade(mix(color, "#4f8a5b", 0.6), 0.1), gap * 0.09, 0.8) +
    fill(petals[0], accent, 0.95) +
    fill(petals[1], tint(accent, 0.6), 0.95)
  );
}
