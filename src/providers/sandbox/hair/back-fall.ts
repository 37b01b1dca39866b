import { resample } from "../core/curves.ts";
import { at, lerp, type Point } from "../core/geometry.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill } from "../core/sheet.ts";
import type { HairInk } from "./hair-ink.ts";
import { drawMass } from "./mass.ts";
import { moved } from "./moved.ts";
import { sheen } from "./strands.ts";

export function backFall(hair: HairInk): string {
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
  const strands = resample(pairs`${lx} ${fall}, ${[...hem].reverse()}, ${rx} ${fall}`, 19)
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
