import { lerp, type Point, pairs, resample, smooth, symmetric, taper } from "../core/geometry.ts";
import { clipped, fill, linear } from "../core/svg.ts";
import { faceHalf, profileOutline } from "../head/skull.ts";
import { backOutline, closed, frontCap, sideCap } from "./cap-outlines.ts";
import { drawMass, type HairContext, strandsAcross, strandsBetween } from "./strands.ts";

/** Close-cropped hair: the skin shows through, more and more towards the ears where it is faded. */
export function crop(hair: HairContext): string {
  const { style, w } = hair;
  const flat = { ...style, cap: "full" as const, top: 1, side: 0.5, fall: 0, fringe: "short" as const };
  const view = hair.rig.view;
  const outline =
    view === "front" ? closed(frontCap(flat, w)) : view === "side" ? closed(sideCap(flat)) : backOutline(flat, w);
  const faded = style.cap === "fade";
  const paint = linear(
    hair.defs,
    [0, -60, 0, 52],
    [
      [0, hair.color, 0.78],
      [0.3, hair.color, faded ? 0.7 : 0.62],
      [0.75, hair.color, faded ? 0.22 : 0.5],
      [1, hair.color, faded ? 0 : 0.42],
    ],
  );
  const skull = view === "side" ? profileOutline(hair.traits) : symmetric(faceHalf(hair.traits));
  return clipped(hair.defs, smooth(skull), fill(smooth(outline), paint));
}

/** The wreath of hair around a bald crown. */
export function ring(hair: HairContext): string {
  const { w } = hair;
  const view = hair.rig.view;
  const s = hair.style.side;
  if (view === "front") {
    const patch = (d: 1 | -1): string =>
      drawMass(
        hair,
        (
          pairs`${w - 3} -36, ${w + s} -22, ${w + 2 + s} -2, ${w - 1} 16, ${w - 5} 14, ${w - 6} -6, ${w - 8} -24` as Point[]
        ).map(([x, y]): Point => [x * d, y]),
        "",
      );
    return patch(1) + patch(-1);
  }
  if (view === "side") {
    const band: Point[] = pairs`16 -32, 4 -38, -30 -38, -60 -40, ${-72 - s} -14, ${-70 - s} 18, -58 40, -46 56, -34 57, -27 40,
    -25 10, -16 -8, -4 -8, 2 6, 4 18, 12 17, 15 -8`;
    return drawMass(
      hair,
      band,
      strandsBetween(hair, pairs`10 -34, -30 -36, -66 -24, -66 20`, pairs`10 8, -10 -10, -28 10, -40 52`, 6),
    );
  }
  const outline: Point[] = pairs`${w - 4} -36, ${w + 2 + s} -12, ${w - 2} 12, ${w - 10} 32, 30 52, 0 60, -30 52, ${-(w - 10)} 32,
    ${-(w - 2)} 12, ${-(w + 2 + s)} -12, ${-(w - 4)} -36, -20 -24, 0 -20, 20 -24`;
  return drawMass(
    hair,
    outline,
    strandsAcross(hair, pairs`${-(w - 4)} -34, 0 -20, ${w - 4} -34`, pairs`-30 52, 0 60, 30 52`, 15),
  );
}

/** Light on a bare head. */
export function shine(hair: HairContext): string {
  const side = hair.rig.view === "side";
  const x = side ? 4 : hair.rig.light * 17;
  const path = smooth(pairs`${x - 15} -58, ${x} -67, ${x + 15} -60, ${x + 2} -58`);
  return clipped(hair.defs, path, fill(path, "#ffffff", 0.26));
}

/** A strip of tall hair over the middle of the head. */
export function mohawk(hair: HairContext): string {
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
