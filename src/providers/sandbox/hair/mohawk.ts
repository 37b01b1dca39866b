import { resample } from "../core/curves.ts";
import { lerp, type Point } from "../core/geometry.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill } from "../core/sheet.ts";
import type { HairInk } from "./hair-ink.ts";
import { drawMass } from "./mass.ts";
import { strandsAcross } from "./strands.ts";

/** A strip of tall hair over the middle of the head. */
export function mohawk(hair: HairInk): string {
  const { style } = hair;
  const t = style.top;
  const view = hair.rig.view;
  if (view === "side") {
    const base: Point[] = pairs`46 -54, 20 -76, -12 -80, -44 -70, -66 -42, -70 -8, -62 24, -52 46`;
    const tips = resample(base, 19).map(([x, y], i): Point => {
      const length = Math.hypot(x + 8, y + 6) || 1;
      const reach =
        (i % 2 === 1 ? t : t * 0.5) * lerp(1, 0.45, Math.max(0, i - 8) / 10) * lerp(0.72, 1, Math.min(1, i / 4));
      return [x + ((x + 8) / length) * reach - 3, y + ((y + 6) / length) * reach];
    });
    const spikes = tips.flatMap((tip, i): Point[] => (i % 2 === 1 ? [tip, tip] : [tip]));
    const outline = [...base, ...spikes.reverse()];
    return drawMass(hair, outline, strandsAcross(hair, base, [...tips], 22));
  }
  const low = view === "front" ? -50 : 50;
  const outline: Point[] = pairs`-13 ${low}, -16 -64, -21 ${-76 - t * 0.62}!, -12 ${-78 - t * 0.4}, -8 ${-82 - t}!,
    0 ${-80 - t * 0.6}, 9 ${-81 - t * 0.96}!, 13 ${-78 - t * 0.4}, 22 ${-75 - t * 0.58}!, 16 -64,
    13 ${low}, 0 ${low + (view === "front" ? 3 : 6)}`;
  const strands = [-9, -4, 1, 6, 11]
    .map((x, i) =>
      fill(
        taper(pairs`${x} ${low}, ${x * 1.1} -70, ${x * 1.6} ${-80 - t * 0.8}`, 2.6),
        i % 2 === 0 ? hair.dark : hair.light,
        0.34,
      ),
    )
    .join("");
  return drawMass(hair, outline, strands);
}
