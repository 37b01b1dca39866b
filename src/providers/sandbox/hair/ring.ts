import type { Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { clipped, fill } from "../core/sheet.ts";
import type { HairInk } from "./hair-ink.ts";
import { drawMass } from "./mass.ts";
import { strandsAcross, strandsBetween } from "./strands.ts";

/** The wreath of hair around a bald crown. */
export function ring(hair: HairInk): string {
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
export function shine(hair: HairInk): string {
  const side = hair.rig.view === "side";
  const x = side ? 4 : hair.rig.light * 17;
  const path = smooth(pairs`${x - 15} -58, ${x} -67, ${x + 15} -60, ${x + 2} -58`);
  return clipped(hair.sheet, path, fill(path, "#ffffff", 0.26));
}
