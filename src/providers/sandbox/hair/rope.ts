import { curveLength, normals, resample } from "../core/curves.ts";
import { at, lerp, num, type Point } from "../core/geometry.ts";
import { limb } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { line } from "../core/sheet.ts";
import { waved } from "../core/waved.ts";
import type { HairInk } from "./hair-ink.ts";

const half = (hair: HairInk): number => (hair.style.texture === "locs" ? 5.4 : 3.9);

/** One rope along a line: a loc with its knots, or a plait. */
export function rope(hair: HairInk, centre: readonly Point[], dim = false): string {
  const locs = hair.style.texture === "locs";
  const swung = waved(centre, locs ? 2.4 : 1.2, locs ? 62 : 90, hair.random() * 6);
  const w = half(hair) * lerp(0.9, 1.12, hair.random());
  const path = limb(swung, pairs`0 ${w * 0.9}, 0.5 ${w}, 0.93 ${w * 0.82}, 1 ${w * 0.5}`);
  const body = `<path d="${path}" fill="${dim ? hair.backPaint : hair.paint}" stroke="${hair.dark}" stroke-width="1.3" stroke-opacity="0.75"/>`;
  return body + (dim ? "" : knots(hair, swung, w));
}

function knots(hair: HairInk, centre: readonly Point[], w: number): string {
  const locs = hair.style.texture === "locs";
  const gap = locs ? 9 : 5.4;
  const line1 = resample(centre, Math.max(4, Math.round(curveLength(centre) / gap)));
  const side = normals(line1);
  let path = "";
  line1.forEach(([x, y], i) => {
    if (i === 0 || i === line1.length - 1) return;
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
