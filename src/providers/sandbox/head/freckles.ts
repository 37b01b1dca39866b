import { mix, skinShade } from "../core/color.ts";
import { num } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { range, stream } from "../core/random.ts";
import { fill, oval } from "../core/sheet.ts";

export function freckles(ink: Ink, turn: number): string {
  const random = stream(ink.traits.seed, "freckles");
  const color = mix(skinShade(ink.traits.skin, 0.62), "#a0522d", 0.35);
  let path = "";
  for (let i = 0; i < 34; i++) {
    const s = i % 2 === 0 ? 1 : -1;
    const centre = i < 6 ? range(random, 0, 7) : range(random, 10, 42);
    const x = turn + s * centre;
    const y = 19 + ink.traits.face.low * 0.8 + range(random, -8, 10) - (i < 6 ? 6 : 0);
    const r = range(random, 0.5, 1.15);
    path += `M${num(x - r)} ${num(y)}a${r.toFixed(2)} ${r.toFixed(2)} 0 1 0 ${(2 * r).toFixed(2)} 0a${r.toFixed(2)} ${r.toFixed(2)} 0 1 0 ${(-2 * r).toFixed(2)} 0`;
  }
  return fill(path, color, 0.62);
}

export function profileFreckles(ink: Ink): string {
  const random = stream(ink.traits.seed, "freckles");
  const color = mix(skinShade(ink.traits.skin, 0.62), "#a0522d", 0.35);
  return Array.from({ length: 15 }, () =>
    oval(range(random, 16, 50), range(random, 12, 29), 1.1, 1.1, color, 0.62),
  ).join("");
}
