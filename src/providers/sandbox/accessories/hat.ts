import { type Color, shade, tint } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { pick, stream } from "../core/random.ts";
import { smooth, symmetric } from "../core/shapes.ts";
import { fill, line, linear } from "../core/sheet.ts";
import { OUTER_COLORS, TOP_COLORS } from "../traits/color-words.ts";
import type { Hat } from "../traits/detail-names.ts";
import { bow } from "./bow.ts";
import { CLOTH_HATS } from "./cloth-hats.ts";
import { drawFlowers } from "./flowers.ts";
import type { HatPart } from "./hat-parts.ts";
import { CROWNED_HATS } from "./hat-shapes.ts";
import { headphones } from "./headphones.ts";

/** Colours that belong to a kind of hat when none is told. */
const USUAL: Partial<Record<Hat, Color>> = {
  straw: "#ddbd7c",
  cowboy: "#7d5535",
  "top-hat": "#25232a",
  witch: "#33284a",
  chef: "#f3f2ef",
  helmet: "#9aa3b0",
  fedora: "#4b4650",
  crown: "#d9b24a",
  tiara: "#dfe4ea",
  headphones: "#2b2a31",
  bandana: "#b93a3e",
  tricorn: "#2c2528",
};

/** Headwear in head units: `behind` before the head, `front` over the hair. */
export function drawHat(ink: Ink): { behind: string; front: string } {
  const { hat, colors } = ink.traits.details;
  if (hat === "none") return { behind: "", front: "" };
  const random = stream(ink.traits.seed, "hat");
  const color = colors.hat ?? USUAL[hat] ?? pick(random, [...TOP_COLORS, ...OUTER_COLORS]);
  if (hat === "flowers") return { behind: "", front: drawFlowers(ink) };
  if (hat === "headphones") return { behind: "", front: headphones(ink, color) };
  if (hat === "bow") return { behind: "", front: bow(ink, color) };
  const shape = CROWNED_HATS[hat] ?? CLOTH_HATS[hat];
  if (shape === undefined) return { behind: "", front: "" };
  const scaled = (part: HatPart): string => drawPart(ink, part, color);
  const parts = shape[ink.rig.view];
  const behind = ink.rig.view === "front" ? (shape.behind ?? []).map(scaled).join("") : "";
  return { behind, front: shadowUnder(ink, hat) + parts.map(scaled).join("") };
}

function drawPart(ink: Ink, part: HatPart, color: Color): string {
  const scale = ink.rig.view === "side" ? 1 : ink.traits.face.width * 1.01;
  const points = part.points.map(([x, y]): Point => [x * scale, y]);
  if (part.tone === "line") return line(smooth(points, false), shade(color, 0.75), 1.7, 0.5);
  const path = smooth(part.half ? symmetric(points) : points);
  const tone: Color = {
    base: color,
    dark: shade(color, 0.22),
    light: tint(color, 0.45),
    band: shade(ink.traits.outfit.accent, 0.1),
    gold: "#dcb44c",
    gem: "#b8304a",
  }[part.tone];
  const lit = ink.rig.light;
  const paint = linear(
    ink.sheet,
    [64 * lit, -90, -64 * lit, -40],
    [
      [0, tint(tone, 0.22)],
      [0.42, tone],
      [1, shade(tone, 0.38)],
    ],
  );
  return (
    fill(path, paint) +
    `<path d="${path}" fill="none" stroke="${shade(tone, 0.8)}" stroke-width="1.2" stroke-opacity="0.4"/>`
  );
}

/** Shadow of a brim on the forehead. */
function shadowUnder(ink: Ink, hat: Hat): string {
  if (ink.rig.view !== "front" || ["crown", "tiara", "circlet", "hijab", "hood", "headband", "turban"].includes(hat))
    return "";
  return fill(smooth(pairs`-50 -34, 0 -30, 50 -34, 47 -20, 0 -12, -47 -20`), "#2a1410", 0.2);
}
