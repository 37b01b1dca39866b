import { resample } from "../core/curves.ts";
import { at, lerp, type Point } from "../core/geometry.ts";
import { limb } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { line } from "../core/sheet.ts";
import type { Cap } from "./cap-outlines.ts";
import type { HairInk } from "./hair-ink.ts";

/** Thick rolls over the skull where locs or braids start. */
export function rolled(hair: HairInk, { outer, inner }: Cap): string {
  const { texture, cap } = hair.style;
  if ((texture !== "locs" && texture !== "braids") || cap === "rows") return "";
  const [a, b] = [resample(outer, 13), resample(inner, 13)];
  const width = texture === "locs" ? 5.2 : 3.6;
  return a
    .map((from, i) => {
      const to = at(b, i);
      const path = limb([from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 - 3], to], pairs`0 ${width}, 1 ${width}`);
      return `<path d="${path}" fill="${i % 2 === 0 ? hair.color : hair.paint}" stroke="${hair.dark}" stroke-width="1.2" stroke-opacity="0.6"/>`;
    })
    .join("");
}

/** Cornrows: braided ridges with the scalp between them. */
export function rows(hair: HairInk, { outer, inner }: Cap): string {
  const count = 8;
  const [a, b] = [resample(inner, count), resample(outer, count)];
  const scalp = line(a.map((from, i) => smooth([from, at(b, i)], false)).join(""), hair.traits.skin, 2.4, 0.5);
  const knots = a
    .map((from, i) => {
      const to = at(b, i);
      return [0.12, 0.26, 0.4, 0.54, 0.68, 0.82, 0.96]
        .map((t) => {
          const next = at(b, Math.min(count - 1, i + 1));
          const nextFrom = at(a, Math.min(count - 1, i + 1));
          const p: Point = [
            lerp(lerp(from[0], nextFrom[0], 0.5), lerp(to[0], next[0], 0.5), t),
            lerp(lerp(from[1], nextFrom[1], 0.5), lerp(to[1], next[1], 0.5), t),
          ];
          return smooth(pairs`${p[0] - 3.4} ${p[1] + 2}, ${p[0]} ${p[1] - 1.6}, ${p[0] + 3.4} ${p[1] + 2}`, false);
        })
        .join("");
    })
    .join("");
  return scalp + line(knots, hair.light, 1.2, 0.45);
}
