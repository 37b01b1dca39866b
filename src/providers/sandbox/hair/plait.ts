import { curveLength, normals, resample } from "../core/curves.ts";
import { at, lerp, num, type Point } from "../core/geometry.ts";
import { limb, limbOutline } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill, oval } from "../core/sheet.ts";
import type { HairInk } from "./hair-ink.ts";
import { drawMass } from "./mass.ts";

/** A plait of two visible strands that cross in turn, with a tuft at its end. */
export function plait(hair: HairInk, centre: readonly Point[], width: number): string {
  const step = width * 0.78;
  const count = Math.max(4, Math.round(curveLength(centre) / step));
  const line1 = resample(centre, count);
  const side = normals(line1);
  const parts: string[] = [];
  line1.forEach(([x, y], i) => {
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
  const [ex, ey] = at(line1, count - 1);
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
