import { resample } from "../core/curves.ts";
import { at, type Point } from "../core/geometry.ts";
import { taper } from "../core/limb.ts";
import { fill } from "../core/sheet.ts";
import { blend } from "../core/waved.ts";
import type { HairInk } from "./hair-ink.ts";

/** Strands between two curves that run the same way, with a broad light on the light's side. */
export function strandsBetween(hair: HairInk, outer: readonly Point[], inner: readonly Point[], count: number): string {
  if (hair.style.texture === "coily") return "";
  const parts: string[] = [];
  for (let i = 1; i <= count; i++) {
    const t = i / (count + 1) + (hair.random() - 0.5) * 0.06;
    const strand = blend(outer, inner, t, 7);
    parts.push(
      fill(taper(strand, 1.6 + hair.random() * 2), i % 3 === 0 ? hair.light : hair.dark, i % 3 === 0 ? 0.24 : 0.3),
    );
  }
  return parts.join("");
}

/** Strands from points on one curve to the points opposite on another: hair combed across the band between them. */
export function strandsAcross(
  hair: HairInk,
  from: readonly Point[],
  to: readonly Point[],
  count: number,
  bow = 0,
): string {
  if (hair.style.texture === "coily") return "";
  const [a, b] = [resample(from, count), resample(to, count)];
  return a
    .map((start, i) => {
      const end = at(b, i);
      const middle: Point = [
        (start[0] + end[0]) / 2 + bow * (i - count / 2) * 0.4,
        (start[1] + end[1]) / 2 - Math.abs(bow) * 2,
      ];
      return fill(
        taper([start, middle, end], 1.4 + hair.random() * 1.8),
        i % 3 === 1 ? hair.light : hair.dark,
        i % 3 === 1 ? 0.26 : 0.3,
      );
    })
    .join("");
}

/** A soft band of light along a curve. */
export function sheen(hair: HairInk, curve: readonly Point[], width: number, strength = 0.3): string {
  if (hair.style.texture === "coily") return "";
  const line1 = resample(curve, 11).slice(2, 9);
  const broken = hair.style.texture === "curly" ? 0.5 : 1;
  return (
    fill(taper(line1, width), hair.light, strength * broken) +
    fill(taper(line1.slice(1, 6), width * 0.4), "#ffffff", 0.14 * broken)
  );
}
