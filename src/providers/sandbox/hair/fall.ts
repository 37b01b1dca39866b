import { blend, resample, waved } from "../core/curves.ts";
import { at, lerp, type Point } from "../core/geometry.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill } from "../core/sheet.ts";
import type { HairInk } from "./hair-ink.ts";
import { drawMass, massPath, sheen, strandsBetween } from "./mass.ts";

/** Loose hair: what hangs behind the neck and what hangs in front of it or over the back. */
export type Fall = { readonly behind: string; readonly front: string };

const NONE: Fall = { behind: "", front: "" };

/** The loose hair of a style in the view of the rig. */
export function drawFall(hair: HairInk): Fall {
  if (hair.style.fall < 20) return NONE;
  const { view } = hair.rig;
  if (view === "front") return frontFall(hair);
  return view === "side" ? { behind: "", front: sideFall(hair) } : { behind: "", front: backFall(hair) };
}

/** An edge in the movement of the hair's texture. */
function moved(hair: HairInk, edge: readonly Point[], phase: number): Point[] {
  const { texture } = hair.style;
  if (texture === "wavy") return waved(edge, 5.2, 54, phase);
  if (texture === "straight") return waved(edge, 1.2, 90, phase);
  return [...edge];
}

function frontFall(hair: HairInk): Fall {
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

function sideFall(hair: HairInk): string {
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

function backFall(hair: HairInk): string {
  const { style, w } = hair;
  const { fall, flare, side, top } = style;
  const edge = (s: 1 | -1): Point[] =>
    moved(
      hair,
      pairs`${s * (w - 6)} -38, ${s * (w + 2 + side)} -12, ${s * (w + side + 2)} ${lerp(0, fall, 0.3)},
    ${s * (w + lerp(side, flare, 0.6) - (fall > 150 ? 2 : 0))} ${lerp(0, fall, 0.65)},
    ${s * (w + flare * 0.9 - (fall > 150 ? 7 : 1))} ${fall - 8}`,
      s > 0 ? 0.4 : 2.2,
    );
  const [right, left] = [edge(1), edge(-1)];
  const [rx, lx] = [at(right, right.length - 1)[0], at(left, left.length - 1)[0]];
  const hem =
    style.fringe === "blunt" || fall < 80
      ? [0.75, 0.5, 0.25].map((t): Point => [lerp(lx, rx, t), fall + 1])
      : [0.86, 0.7, 0.55, 0.4, 0.25, 0.12].map(
          (t, i): Point => [lerp(lx, rx, t), fall + (i % 2 === 0 ? 7 : -1) + Math.sin(t * Math.PI) * 10],
        );
  const outline = pairs`${right}, ${hem}, ${[...left].reverse()}, ${-w * 0.5} ${-64 - top * 0.4},
    ${w * 0.5} ${-64 - top * 0.4}`;
  const strands = resample(pairs`${lx} ${fall}, ${hem}, ${rx} ${fall}`, 19)
    .map((end, i) => {
      const t = (i - 9) / 9;
      const line1 = moved(
        hair,
        pairs`${t * 12} ${-60 - top * 0.4}, ${t * (w + side * 0.6)} ${lerp(-20, 20, 0.5)},
    ${lerp(t * w, end[0], 0.6)} ${lerp(0, fall, 0.55)}, ${end[0]} ${end[1] - 4}`,
        i * 0.3,
      );
      return fill(
        taper(line1, 2.4 + hair.random() * 2),
        i % 3 === 0 ? hair.light : hair.dark,
        i % 3 === 0 ? 0.22 : 0.3,
      );
    })
    .join("");
  const light = sheen(hair, pairs`${-w - side} -10, ${-w * 0.4} 2, ${w * 0.4} 2, ${w + side} -10`, 13, 0.2);
  return drawMass(hair, outline, strands + light);
}
