import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import { blend } from "../core/waved.ts";
import { type Cap, sideCap, sideTop } from "./cap-outlines.ts";
import { rolled } from "./cap-texture.ts";
import { closed, type DrawnCap, lowered } from "./drawn-cap.ts";
import type { HairInk } from "./hair-ink.ts";
import { HAIRLINES } from "./hairlines.ts";
import { drawMass } from "./mass.ts";
import { spiked } from "./spiked.ts";
import { sheen, strandsBetween } from "./strands.ts";

export function sideUpper(hair: HairInk): DrawnCap {
  const { style } = hair;
  const close = style.cap === "fade" || style.cap === "undercut";
  const plain = close ? sideTop(style) : sideCap(style);
  const cap =
    style.texture === "spiky"
      ? { ...plain, outer: spiked(hair, plain.outer, style.top > 20 ? 15 : 6, style.top > 20 ? 8 : 10) }
      : plain;
  const back = HAIRLINES[style.fringe].part === null || style.tie !== undefined;
  const strands =
    style.cap === "rows"
      ? sideRows(hair, plain)
      : strandsBetween(hair, plain.outer, plain.inner, back ? 8 : 7) +
        sheen(hair, blend(plain.outer.slice(0, 7), plain.inner.slice(0, 4), 0.22), 9);
  const edge = style.cap === "undercut" ? fill(taper(plain.inner.slice(-4), 4), hair.dark, 0.5) : "";
  return {
    content: drawMass(hair, closed(cap), rolled(hair, plain) + strands + edge),
    shadow: close ? "M0 0" : lowered(closed(plain)),
  };
}

function sideRows(hair: HairInk, { outer, inner }: Cap): string {
  return [0.12, 0.28, 0.44, 0.6, 0.76]
    .map((t) => {
      const row = blend(outer, inner, t, 19);
      const knots = row
        .map(([x, y]) => smooth(pairs`${x + 2} ${y - 3}, ${x - 2} ${y}, ${x + 2} ${y + 3}`, false))
        .join("");
      return (
        line(smooth(blend(outer, inner, t + 0.08, 9), false), hair.traits.skin, 2.2, 0.5) +
        line(knots, hair.light, 1.1, 0.4)
      );
    })
    .join("");
}
