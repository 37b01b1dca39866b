import { at, lerp, type Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import { blend } from "../core/waved.ts";
import type { HairInk } from "./hair-ink.ts";
import { drawMass } from "./mass.ts";
import { moved } from "./moved.ts";
import { sheen, strandsBetween } from "./strands.ts";

export function sideFall(hair: HairInk): string {
  const { style } = hair;
  const { fall, flare, side } = style;
  const long = fall > 100;
  const outer = moved(
    hair,
    pairs`${-60 - side * 0.7} -44, ${-73 - side} -10, ${-72 - side - flare * 0.2} ${lerp(0, fall, 0.3)},
    ${-66 - lerp(side, flare, 0.6)} ${lerp(0, fall, 0.62)}, ${-60 - flare * 0.7} ${fall - 10}`,
    0.3,
  );
  const behindOnly = style.behindOnly === true;
  const inner = behindOnly
    ? moved(hair, pairs`-30 -10, -27 20, -28 56, -36 ${lerp(56, fall, 0.5)}, -40 ${fall - 8}`, 1.2)
    : long
      ? moved(
          hair,
          pairs`22 -24, 17 0, 12 30, 4 58, -8 92, ${-14 + flare * 0.3} ${lerp(92, fall, 0.5)},
    ${-22 + flare * 0.4} ${fall - 16}`,
          1.2,
        )
      : moved(hair, pairs`24 -24, 20 0, 16 ${fall * 0.5}, ${13 + flare * 0.4} ${fall - 8}`, 1.2);
  const end = at(inner, inner.length - 1);
  const start = at(outer, outer.length - 1);
  const bottom: Point[] = pairs`${lerp(start[0], end[0], 0.2)} ${fall + 4}, ${lerp(start[0], end[0], 0.55)} ${fall + 2},
    ${lerp(start[0], end[0], 0.85)} ${fall - (long ? 5 : 0)}`;
  const crown: Point[] = behindOnly ? [] : pairs`14 -40, -20 -52`;
  const outline = [...outer, ...bottom, ...[...inner].reverse(), ...crown];
  return drawMass(
    hair,
    outline,
    strandsBetween(hair, outer, inner, 8) + sheen(hair, blend(outer, inner, 0.4, 13).slice(0, 8), 8, 0.26),
  );
}
