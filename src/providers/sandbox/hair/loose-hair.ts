import {
  at,
  blend,
  curveLength,
  lerp,
  limb,
  limbOutline,
  normals,
  num,
  type Point,
  pairs,
  resample,
  taper,
  waved,
} from "../core/geometry.ts";
import { fill, line, oval } from "../core/svg.ts";
import { drawMass, type HairContext, massPath, moved, sheen, strandsBetween } from "./strands.ts";

/** Loose hair: what hangs behind the neck and what hangs in front of it or over the back. */
type Fall = { readonly behind: string; readonly front: string };

const NONE: Fall = { behind: "", front: "" };

/** The loose hair of a style in the view of the rig. */
export function drawFall(hair: HairContext): Fall {
  if (hair.style.fall < 20) return NONE;
  const { view } = hair.rig;
  if (view === "front") return frontFall(hair);
  return view === "side" ? { behind: "", front: sideFall(hair) } : { behind: "", front: backFall(hair) };
}

function frontFall(hair: HairContext): Fall {
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
function curtain(hair: HairContext, s: 1 | -1): string {
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

const shadowEdge = (hair: HairContext, inner: readonly Point[]): string => fill(taper(inner, 9), hair.dark, 0.24);

function sideFall(hair: HairContext): string {
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

function backFall(hair: HairContext): string {
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
      const spine = moved(
        hair,
        pairs`${t * 12} ${-60 - top * 0.4}, ${t * (w + side * 0.6)} ${lerp(-20, 20, 0.5)},
    ${lerp(t * w, end[0], 0.6)} ${lerp(0, fall, 0.55)}, ${end[0]} ${end[1] - 4}`,
        i * 0.3,
      );
      return fill(
        taper(spine, 2.4 + hair.random() * 2),
        i % 3 === 0 ? hair.light : hair.dark,
        i % 3 === 0 ? 0.22 : 0.3,
      );
    })
    .join("");
  const light = sheen(hair, pairs`${-w - side} -10, ${-w * 0.4} 2, ${w * 0.4} 2, ${w + side} -10`, 13, 0.2);
  return drawMass(hair, outline, strands + light);
}

/** Hair that hangs in separate ropes: locs and box braids. */
export function drawRopes(hair: HairContext): Fall {
  const { view } = hair.rig;
  if (view === "front") return frontRopes(hair);
  return { behind: "", front: view === "side" ? sideRopes(hair) : backRopes(hair) };
}

function frontRopes(hair: HairContext): Fall {
  const { style, w } = hair;
  const { fall, flare, side } = style;
  const count = style.texture === "locs" ? 5 : 7;
  let behind = fill(
    limb(pairs`0 -30, 0 ${fall * 0.5}, 0 ${fall - 30}`, pairs`0 ${w - 4}, 0.4 ${w + side - 2}, 1 ${w + flare - 12}`, {
      end: "flat",
    }),
    hair.backPaint,
    fall > 60 ? 1 : 0,
  );
  for (let i = 0; i <= count * 2; i++) {
    const t = i / count - 1;
    behind += rope(
      hair,
      pairs`${t * (w - 4)} -20, ${t * (w + side)} ${fall * 0.4},
    ${t * (w + flare) * 0.96} ${fall - 16 + hair.random() * 12}`,
      true,
    );
  }
  let front = "";
  for (const s of [-1, 1] as const) {
    for (let i = count - 1; i >= 0; i--) {
      const t = i / (count - 1);
      const length = fall + (hair.random() - 0.6) * 22 - t * 4;
      front += rope(
        hair,
        pairs`${s * lerp(w - 15, w - 2, t)} ${lerp(-52, -34, t)},
    ${s * lerp(w - 4, w + side + 3, t)} ${lerp(-24, -16, t)},
    ${s * lerp(w - 4.5, w + side + 5, t)} 20,
    ${s * lerp(w - 12, w + flare, t)} ${Math.min(86, fall * 0.6)},
    ${s * lerp(w - 26, w + flare - 1, t)} ${length}`,
      );
    }
  }
  return { behind, front };
}

function sideRopes(hair: HairContext): string {
  const { style } = hair;
  const { fall, side } = style;
  const count = style.texture === "locs" ? 9 : 12;
  let ropes = "";
  for (let i = count; i >= 0; i--) {
    const t = i / count;
    const length = fall + (hair.random() - 0.6) * 20 - (1 - t) * 8;
    const root: Point = [lerp(20, -62, t), lerp(-44, -38, t) - Math.sin(t * Math.PI) * 12];
    ropes += rope(
      hair,
      pairs`${root}, ${lerp(16, -72 - side, t)} ${lerp(-10, -4, t)}, ${lerp(12, -74 - side, t)} 36,
    ${lerp(fall > 100 ? -4 : 8, -72 - side, t)} ${Math.min(92, fall * 0.7)},
    ${lerp(fall > 100 ? -20 : 6, -70 - side, t)} ${length}`,
    );
  }
  return ropes;
}

function backRopes(hair: HairContext): string {
  const { style, w } = hair;
  const { fall, flare, side } = style;
  const count = style.texture === "locs" ? 11 : 15;
  let ropes = "";
  for (const layer of [0, 1]) {
    for (let i = 0; i <= count; i++) {
      const t = ((i + layer * 0.5) / count) * 2 - 1;
      if (Math.abs(t) > 1) continue;
      const length = fall + (hair.random() - 0.6) * 20;
      ropes += rope(
        hair,
        pairs`${t * (w - 16)} ${-54 + Math.abs(t) * 16 - layer * 10}, ${t * (w + side)} -6,
    ${t * (w + side + 1)} ${fall * 0.4}, ${t * (w + flare - 2)} ${length}`,
      );
    }
  }
  return ropes;
}

const half = (hair: HairContext): number => (hair.style.texture === "locs" ? 5.4 : 3.9);

/** One rope along a line: a loc with its knots, or a plait. */
export function rope(hair: HairContext, centre: readonly Point[], dim = false): string {
  const locs = hair.style.texture === "locs";
  const swung = waved(centre, locs ? 2.4 : 1.2, locs ? 62 : 90, hair.random() * 6);
  const w = half(hair) * lerp(0.9, 1.12, hair.random());
  const path = limb(swung, pairs`0 ${w * 0.9}, 0.5 ${w}, 0.93 ${w * 0.82}, 1 ${w * 0.5}`);
  const body = `<path d="${path}" fill="${dim ? hair.backPaint : hair.paint}" stroke="${hair.dark}" stroke-width="1.3" stroke-opacity="0.75"/>`;
  return body + (dim ? "" : knots(hair, swung, w));
}

function knots(hair: HairContext, centre: readonly Point[], w: number): string {
  const locs = hair.style.texture === "locs";
  const gap = locs ? 9 : 5.4;
  const spine = resample(centre, Math.max(4, Math.round(curveLength(centre) / gap)));
  const side = normals(spine);
  let path = "";
  spine.forEach(([x, y], i) => {
    if (i === 0 || i === spine.length - 1) return;
    const [nx, ny] = at(side, i);
    const d = w * 0.8;
    if (locs) {
      const s = i % 2 === 0 ? 1 : -1;
      path += `M${num(x - nx * d * 0.7 * s)} ${num(y - ny * d * 0.7)}q${num(nx * d * s)} ${num(3 + ny * d)} ${num(nx * d * 1.3 * s)} ${num(1.6)}`;
    } else
      path += `M${num(x - nx * d)} ${num(y - ny * d - 2.4)}L${num(x)} ${num(y + 1.6)}L${num(x + nx * d)} ${num(y + ny * d - 2.4)}`;
  });
  return line(path, hair.light, locs ? 1.2 : 1, locs ? 0.34 : 0.42);
}

/** A plait of two visible strands that cross in turn, with a tuft at its end. */
export function plait(hair: HairContext, centre: readonly Point[], width: number): string {
  const step = width * 0.78;
  const count = Math.max(4, Math.round(curveLength(centre) / step));
  const spine = resample(centre, count);
  const side = normals(spine);
  const parts: string[] = [];
  spine.forEach(([x, y], i) => {
    const [nx, ny] = at(side, i);
    const angle = (Math.atan2(nx, -ny) * 180) / Math.PI;
    const size = width * lerp(1, 0.62, i / count);
    for (const s of i % 2 === 0 ? [1, -1] : [-1, 1]) {
      const [cx, cy] = [x + nx * size * 0.3 * s, y + ny * size * 0.3 * s];
      parts.push(
        `<ellipse cx="${num(cx)}" cy="${num(cy)}" rx="${num(size * 0.44)}" ry="${num(size * 0.68)}" transform="rotate(${num(-angle + 0 + s * 33)} ${num(cx)} ${num(cy)})" fill="${hair.paint}" stroke="${hair.dark}" stroke-width="1.4" stroke-opacity="0.7"/>`,
      );
    }
    const lit = hair.rig.light;
    parts.push(
      oval(x + nx * size * 0.3 * lit, y + ny * size * 0.3 * lit - 1, size * 0.12, size * 0.3, hair.light, 0.3),
    );
  });
  const [ex, ey] = at(spine, count - 1);
  const tuft = drawMass(
    hair,
    limbOutline(
      pairs`${ex} ${ey}, ${ex + 1} ${ey + width * 0.8}, ${ex} ${ey + width * 1.7}`,
      pairs`0 ${width * 0.34}, 0.5 ${width * 0.46}, 1 1.2`,
    ),
    "",
  );
  return (
    tuft +
    parts.join("") +
    fill(
      limb(pairs`${ex - width * 0.34} ${ey + 3}, ${ex + width * 0.34} ${ey + 3}`, pairs`0 3, 1 3`),
      hair.traits.outfit.accent,
    )
  );
}
