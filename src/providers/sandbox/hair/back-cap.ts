import { resample } from "../core/curves.ts";
import { at, lerp, type Point } from "../core/geometry.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill } from "../core/sheet.ts";
import { backOutline, backTop } from "./cap-outlines.ts";
import { rows } from "./cap-texture.ts";
import type { DrawnCap } from "./drawn-cap.ts";
import type { HairInk } from "./hair-ink.ts";
import { drawMass } from "./mass.ts";
import { spiked } from "./spiked.ts";
import { sheen } from "./strands.ts";

export function backUpper(hair: HairInk): DrawnCap {
  const { style, w } = hair;
  const close = style.cap === "fade" || style.cap === "undercut";
  const outline = close ? backTop(style, w) : backOutline(style, w);
  const count = outline.length;
  const half = Math.floor(count / 2);
  const whorl: Point = [6, -52 - style.top * 0.4];
  const target = style.tie ? tieRoot(hair) : null;
  const shape = style.texture === "spiky" ? spiked(hair, [...outline, at(outline, 0)], 6, 14) : outline;
  const strands = (style.texture === "coily" ? [] : resample(outline, 30, true))
    .map((end, i) => {
      const from = target ?? whorl;
      const bowed: Point = [lerp(from[0], end[0], 0.55) * 1.06, lerp(from[1], end[1], 0.5) - 3];
      return fill(
        taper([from, bowed, end], 1.5 + hair.random() * 1.6),
        i % 3 === 0 ? hair.light : hair.dark,
        i % 3 === 0 ? 0.22 : 0.28,
      );
    })
    .join("");
  const light = sheen(
    hair,
    pairs`${-w * 0.8} -46, ${-w * 0.3} ${-62 - style.top * 0.5}, ${w * 0.3} ${-62 - style.top * 0.5},
    ${w * 0.8} -46`,
    8,
    0.22,
  );
  const rowed =
    style.cap === "rows"
      ? rows(hair, { outer: outline.slice(0, half), inner: [...outline.slice(half)].reverse() })
      : "";
  return { content: drawMass(hair, shape, (style.cap === "rows" ? rowed : strands) + light), shadow: "M0 0" };
}

/** Where tied hair is gathered, seen from behind. */
function tieRoot(hair: HairInk): Point | null {
  switch (hair.style.tie) {
    case "ponytail-high":
      return [0, -42];
    case "bun-top":
    case "topknot":
      return [0, -78];
    case "bun-low":
    case "ponytail-low":
    case "braid":
      return [0, 36];
    default:
      return null;
  }
}
