import type { DrawContext } from "../body/context.ts";
import { type Color, shade, tint } from "../core/color.ts";
import { num, type Point, pairs, smooth, symmetric, taper } from "../core/geometry.ts";
import { pick, stream } from "../core/random.ts";
import { fill, line, linear, oval } from "../core/svg.ts";
import { OUTER_COLORS, TOP_COLORS } from "../traits/cloth-words.ts";
import type { Hat } from "../traits/details.ts";
import { CLOTH_HATS } from "./cloth-hats.ts";
import { CROWNED_HATS, type HatPart } from "./hat-shapes.ts";

/** Usual colours of a kind of hat when no colour is stated. */
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

/** Headwear in head units: `behind` is drawn before the head, `front` over the hair. */
export function drawHat(ctx: DrawContext): { behind: string; front: string } {
  const { hat, colors } = ctx.traits.details;
  if (hat === "none") return { behind: "", front: "" };
  const random = stream(ctx.traits.seed, "hat");
  const color = colors.hat ?? USUAL[hat] ?? pick(random, [...TOP_COLORS, ...OUTER_COLORS]);
  if (hat === "flowers") return { behind: "", front: drawFlowers(ctx) };
  if (hat === "headphones") return { behind: "", front: headphones(ctx, color) };
  if (hat === "bow") return { behind: "", front: bow(ctx, color) };
  const shape = CROWNED_HATS[hat] ?? CLOTH_HATS[hat];
  if (shape === undefined) return { behind: "", front: "" };
  const scaled = (part: HatPart): string => drawPart(ctx, part, color);
  const parts = shape[ctx.rig.view];
  const behind = ctx.rig.view === "front" ? (shape.behind ?? []).map(scaled).join("") : "";
  return { behind, front: shadowUnder(ctx, hat) + parts.map(scaled).join("") };
}

function drawPart(ctx: DrawContext, part: HatPart, color: Color): string {
  const scale = ctx.rig.view === "side" ? 1 : ctx.traits.face.width * 1.01;
  const points = part.points.map(([x, y]): Point => [x * scale, y]);
  if (part.tone === "line") return line(smooth(points, false), shade(color, 0.75), 1.7, 0.5);
  const path = smooth(part.half ? symmetric(points) : points);
  const tone: Color = {
    base: color,
    dark: shade(color, 0.22),
    light: tint(color, 0.45),
    band: shade(ctx.traits.outfit.accent, 0.1),
    gold: "#dcb44c",
    gem: "#b8304a",
  }[part.tone];
  const lit = ctx.rig.light;
  const paint = linear(
    ctx.defs,
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
function shadowUnder(ctx: DrawContext, hat: Hat): string {
  if (ctx.rig.view !== "front" || ["crown", "tiara", "circlet", "hijab", "hood", "headband", "turban"].includes(hat))
    return "";
  return fill(smooth(pairs`-50 -34, 0 -30, 50 -34, 47 -20, 0 -12, -47 -20`), "#2a1410", 0.2);
}

function bow(ctx: DrawContext, color: Color): string {
  const { view } = ctx.rig;
  const top = -74 - ctx.traits.hair.style.top * 0.7;
  const [x, y] = view === "side" ? [-30, top - 4] : view === "back" ? [0, top + 30] : [34, top + 6];
  const loop = (s: 1 | -1): string => {
    const path = smooth(pairs`${x} ${y}, ${x + s * 14} ${y - 14}, ${x + s * 29} ${y - 13}, ${x + s * 30} ${y + 10},
    ${x + s * 14} ${y + 9}`);
    return (
      fill(path, s === ctx.rig.light ? tint(color, 0.14) : shade(color, 0.12)) +
      fill(taper(pairs`${x + s * 4} ${y}, ${x + s * 14} ${y - 3}, ${x + s * 24} ${y - 2}`, 3), shade(color, 0.7), 0.4)
    );
  };
  return loop(-1) + loop(1) + oval(x, y - 1, 6, 7, shade(color, 0.25));
}

const PETALS: readonly Color[] = ["#e98aa5", "#f4d774", "#f6efe4", "#b48fd0", "#ee8f6d", "#8fb6e0"];

/** A wreath of flowers around the head. */
function drawFlowers(ctx: DrawContext): string {
  const { view } = ctx.rig;
  const random = stream(ctx.traits.seed, "flowers");
  const rise = ctx.traits.hair.style.top * 0.55;
  const w = 55 * ctx.traits.face.width + ctx.traits.hair.style.side * 0.6;
  const count = 9;
  const places = Array.from({ length: count }, (_, i): Point => {
    const t = (i / (count - 1)) * 2 - 1;
    if (view === "side") return [-12 + t * 60, -56 - rise * 0.8 - t * 10 - (1 - t * t) * 4];
    return [t * w, (view === "front" ? -48 : -40) - rise - (1 - t * t) * (view === "front" ? 17 : 4)];
  });
  const vine = line(`M${places.map(([x, y]) => `${num(x)} ${num(y)}`).join("L")}`, "#5d7f4e", 5);
  const leaves = places
    .map(
      ([x, y], i) =>
        `<ellipse cx="${num(x + 6)}" cy="${num(y + (i % 2 === 0 ? 7 : -7))}" rx="8" ry="3.6" transform="rotate(${i * 47} ${num(x + 6)} ${num(y)})" fill="#6f9a5b"/>`,
    )
    .join("");
  const flowers = places.map((place, i) => flower(place, i % 2 === 0 ? 10.5 : 8, pick(random, PETALS))).join("");
  return vine + leaves + flowers;
}

function flower([x, y]: Point, r: number, color: Color): string {
  let petals = "";
  for (let i = 0; i < 5; i++) {
    const a = (i / 5) * Math.PI * 2 + x;
    petals += oval(
      x + Math.cos(a) * r * 0.55,
      y + Math.sin(a) * r * 0.55,
      r * 0.52,
      r * 0.52,
      i % 2 === 0 ? color : tint(color, 0.25),
    );
  }
  return fill(`M${num(x)} ${num(y)}`, color, 0) + petals + oval(x, y, r * 0.34, r * 0.34, shade("#e8b53f", 0.1));
}

function headphones(ctx: DrawContext, color: Color): string {
  const { style } = ctx.traits.hair;
  const dark = shade(color, 0.4);
  if (ctx.rig.view === "side") {
    return (
      line(`M-10 -6Q-16 -60 -10 ${-84 - style.top}`, color, 9) +
      oval(-10, 12, 21, 24, dark) +
      oval(-9, 11, 15, 18, color) +
      oval(-5, 5, 6, 7, tint(color, 0.5), 0.5)
    );
  }
  const w = 57 * ctx.traits.face.width + style.side * 0.5;
  const top = -88 - style.top;
  const band = line(
    `M${-w} -4C${-w} ${top + 12} ${-w * 0.6} ${top} 0 ${top}C${w * 0.6} ${top} ${w} ${top + 12} ${w} -4`,
    color,
    9,
  );
  const cup = (s: number): string => oval(s * (w + 1), 10, 11, 22, dark) + oval(s * (w + 5), 10, 7, 18, color);
  return band + cup(-1) + cup(1);
}
