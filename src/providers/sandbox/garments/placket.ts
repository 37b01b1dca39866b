import { shade, tint } from "../core/color.ts";
import { lerp, num, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { smooth } from "../core/shapes.ts";
import { line, oval } from "../core/sheet.ts";
import { cutOf, type Garment } from "./garment.ts";

/** The middle line of the front from below the neck to the hem. */
function centre(ink: Ink, garment: Garment, from: number, to?: number): Point[] {
  const { rig } = ink;
  const bottom = to ?? cutOf(ink, garment.top).hemY + 4 * rig.frame.k;
  return [0, 0.33, 0.66, 1].map((t): Point => {
    const y = lerp(from, bottom, t);
    return [rig.middle(y), y];
  });
}

export function placket(ink: Ink, garment: Garment, length?: number): string {
  const { frame } = ink.rig;
  const { k } = frame;
  const from = frame.shoulder + 24 * k;
  const to = length === undefined ? undefined : from + length * k;
  const middle = centre(ink, garment, from, to);
  const edges = [-6, 6].map((shift) =>
    line(
      smooth(
        middle.map(([x, y]): Point => [x + shift * k, y]),
        false,
      ),
      shade(garment.color, 0.75),
      1.1,
      0.4,
    ),
  );
  const count = length === undefined ? 7 : 3;
  const buttons = Array.from({ length: count }, (_, i) => {
    const y = lerp(from, (middle[3] as Point)[1], (i + 0.4) / count);
    return (
      oval(ink.rig.middle(y), y, 2.7 * k, 2.7 * k, tint(garment.color, 0.55)) +
      oval(ink.rig.middle(y) + 0.5, y + 0.6, 1.2 * k, 1.2 * k, shade(garment.color, 0.6), 0.6)
    );
  });
  const y = frame.chest + 4 * k;
  const pocket =
    length === undefined && garment.top.hem === "seat" && frame.bust < 0.3
      ? line(
          `M${num(ink.rig.middle(y) + 24 * k)} ${num(y)}h${num(32 * k)}v${num(26 * k)}l${num(-16 * k)} ${num(9 * k)}l${num(-16 * k)} ${num(-9 * k)}z`,
          shade(garment.color, 0.7),
          1.3,
          0.5,
        )
      : "";
  return edges.join("") + buttons.join("") + pocket;
}

export function zip(ink: Ink, garment: Garment): string {
  const { k, shoulder } = ink.rig.frame;
  const path = smooth(centre(ink, garment, shoulder + 4 * k), false);
  return (
    line(path, shade(garment.color, 0.55), 4.5 * k) +
    `<path d="${path}" fill="none" stroke="${tint(garment.color, 0.6)}" stroke-width="1.6" stroke-dasharray="2 2.4" stroke-opacity="0.8"/>`
  );
}
