import { lerp, type Point } from "../core/geometry.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill } from "../core/sheet.ts";
import { blend } from "../core/waved.ts";
import type { Fall } from "./fall.ts";
import type { HairInk } from "./hair-ink.ts";
import { drawMass, massPath } from "./mass.ts";
import { moved } from "./moved.ts";
import { sheen, strandsBetween } from "./strands.ts";

export function frontFall(hair: HairInk): Fall {
  const { style, w } = hair;
  const { fall, flare, side } = style;
  const half = w + flare;
  const back: Point[] = pairs`${-(w - 6)} -36, ${w - 6} -36, ${w + side} 0, ${lerp(w + side, half, 0.6) + 2} ${fall * 0.55},
    ${half - 2} ${fall - 14}, ${half * 0.6} ${fall - 2}, 0 ${fall - (fall > 100 ? 10 : 4)},
    ${-half * 0.6} ${fall - 2}, ${-(half - 2)} ${fall - 14},
    ${-(lerp(w + side, half, 0.6) + 2)} ${fall * 0.55}, ${-(w + side)} 0`;
  const behind = fill(massPath(hair, back), hair.backPaint);
  if (style.behindOnly) return { behind, front: "" };
  return { behind, front: curtain(hair, -1) + curtain(hair, 1) };
}

/** The hair beside the face, falling over the shoulder. */
function curtain(hair: HairInk, s: 1 | -1): string {
  const { style, w } = hair;
  const { fall, flare, side } = style;
  const open = style.fringe === "middle" || style.fringe === "back" ? 0 : 3;
  const low = fall > 100;
  const outer = moved(
    hair,
    pairs`${s * (w - 3)} -34, ${s * (w + 2 + side)} -12, ${s * (w + side + 3)} ${lerp(0, fall, 0.25)},
    ${s * (w + lerp(side, flare, 0.6) + 3)} ${lerp(0, fall, 0.6)},
    ${s * (w + flare + (low ? -2 : 1))} ${fall - 12}`,
    s > 0 ? 0.4 : 2.2,
  );
  const tip: Point[] = low
    ? pairs`${s * (w + flare - 16)} ${fall + 4}, ${s * (w + flare - 27)} ${fall - 1}`
    : pairs`${s * (w + flare - 8)} ${fall + 1}, ${s * (w + flare - 24)} ${fall - 2}`;
  const inner = moved(
    hair,
    pairs`${s * (w - 9)} -30, ${s * (w - 5.5 + open)} -6, ${s * (w - 6)} 18,
    ${s * (w - (low ? 9 : 11))} ${Math.min(58, fall - 16)},
    ${low ? [[s * (w - 20 + flare * 0.3), lerp(58, fall, 0.55)] as Point] : []},
    ${s * (w + flare - (low ? 38 : 30))} ${fall - (low ? 24 : 12)}`,
    s > 0 ? 0.9 : 2.8,
  );
  const outline = [...outer, ...tip, ...[...inner].reverse()];
  const lit = s === hair.rig.light;
  return drawMass(
    hair,
    outline,
    strandsBetween(hair, outer, inner, low ? 5 : 4) +
      (lit ? sheen(hair, blend(outer, inner, 0.3, 13).slice(2, 9), 5, 0.3) : shadowEdge(hair, inner)),
  );
}

const shadowEdge = (hair: HairInk, inner: readonly Point[]): string => fill(taper(inner, 9), hair.dark, 0.24);
