import { at, type Point } from "../core/geometry.ts";
import { taper } from "../core/limb.ts";
import { fill } from "../core/sheet.ts";
import { blend } from "../core/waved.ts";
import { type Cap, frontCap } from "./cap-outlines.ts";
import { rolled, rows } from "./cap-texture.ts";
import { closed, type DrawnCap, lowered } from "./drawn-cap.ts";
import type { HairInk } from "./hair-ink.ts";
import { HAIRLINES } from "./hairlines.ts";
import { drawMass } from "./mass.ts";
import { spiked } from "./spiked.ts";
import { sheen, strandsAcross, strandsBetween } from "./strands.ts";

export function frontUpper(hair: HairInk): DrawnCap {
  const { style, w } = hair;
  const plain = frontCap(style, w);
  const cap =
    style.texture === "spiky"
      ? { ...plain, outer: spiked(hair, plain.outer, style.top > 20 ? 17 : 7, style.top > 20 ? 9 : 10) }
      : plain;
  const { part } = HAIRLINES[style.fringe];
  const strands =
    style.cap === "rows"
      ? rows(hair, plain)
      : part === null
        ? strandsAcross(
            hair,
            plain.inner.slice(2, -2),
            plain.outer.slice(1, -1),
            17,
            style.fringe === "quiff" ? 3 : 1,
          ) + sheen(hair, blend(plain.outer, plain.inner, 0.4), 9, 0.24)
        : parted(hair, plain, part);
  return { content: drawMass(hair, closed(cap), rolled(hair, plain) + strands), shadow: lowered(closed(plain)) };
}

/** Strands that flow from the parting to both sides. */
function parted(hair: HairInk, { outer, inner }: Cap, [px, py]: Point): string {
  const top = outer.findIndex(([x]) => x >= px);
  const low = inner.findIndex(([x, y]) => x >= px * (hair.w / 53.5) - 0.5 && y < 0 && x > -40);
  const peak = at(outer, Math.max(1, top));
  const start: Point = [px, Math.min(py, peak[1] + 14)];
  const leftOuter: Point[] = [start, peak, ...outer.slice(0, Math.max(1, top)).reverse()];
  const rightOuter: Point[] = [start, ...outer.slice(Math.max(1, top))];
  const leftInner: Point[] = [start, ...inner.slice(0, Math.max(2, low)).reverse()];
  const rightInner: Point[] = [start, ...inner.slice(Math.max(2, low))];
  const partLine = py < -70 ? "" : fill(taper([start, [px * 0.9, start[1] - 10], peak], 2.4), hair.dark, 0.5);
  const lit = hair.rig.light === 1 ? [rightOuter, rightInner] : [leftOuter, leftInner];
  return (
    strandsBetween(hair, leftOuter, leftInner, 5) +
    strandsBetween(hair, rightOuter, rightInner, 6) +
    sheen(hair, blend(lit[0] as Point[], lit[1] as Point[], 0.34), 10) +
    partLine
  );
}
