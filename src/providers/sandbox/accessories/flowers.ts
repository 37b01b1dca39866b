import { type Color, shade, tint } from "../core/color.ts";
import { num, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pick, stream } from "../core/random.ts";
import { fill, line, oval } from "../core/sheet.ts";

const PETALS: readonly Color[] = ["#e98aa5", "#f4d774", "#f6efe4", "#b48fd0", "#ee8f6d", "#8fb6e0"];

/** A wreath of flowers around the head. */
export function drawFlowers(ink: Ink): string {
  const { view } = ink.rig;
  const random = stream(ink.traits.seed, "flowers");
  const rise = ink.traits.hair.style.top * 0.55;
  const w = 55 * ink.traits.face.width + ink.traits.hair.style.side * 0.6;
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
