import { type Color, shade, tint } from "../core/color.ts";
import { lerp } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";

/** Lapels of a jacket or coat. */
export function lapels(ink: Ink, color: Color): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const [x, y] = rig.neck.base;
  const half = frame.neckHalf;
  const low = lerp(frame.chest, frame.waist, 0.7);
  const lapel = (s: 1 | -1): string => {
    const inner = (t: number): number => rig.middle(low) + s * lerp(half * 1.0, 20 * k, t);
    const path = smooth(pairs`${x + s * half * 1.0} ${y - 27 * k}!, ${x + s * half * 1.42} ${y - 10 * k},
    ${x + s * half * 1.62} ${y + 14 * k}, ${x + s * (half * 1.4 + 26 * k)} ${y + 34 * k}!,
    ${x + s * (half + 17 * k)} ${y + 74 * k}, ${inner(1)} ${low}!,
    ${x + s * (half * 0.72)} ${y + 46 * k}, ${x + s * half * 0.9} ${y}`);
    const notch = smooth(
      pairs`${x + s * (half * 1.4 + 26 * k)} ${y + 34 * k}, ${x + s * (half + 5 * k)} ${y + 37 * k}`,
      false,
    );
    return (
      fill(path, s === rig.light ? tint(color, 0.1) : shade(color, 0.12)) +
      `<path d="${path}" fill="none" stroke="${shade(color, 0.85)}" stroke-width="1.4" stroke-opacity="0.55"/>` +
      line(notch, shade(color, 0.85), 1.5, 0.5)
    );
  };
  return lapel(-1) + lapel(1);
}
