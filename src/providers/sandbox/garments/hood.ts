import { shade, tint } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import type { Garment } from "./garment.ts";

/** A hood lying on the shoulders. */
export function hood(ink: Ink, { color, top }: Garment): string {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const [x, y] = rig.neck.base;
  const half = frame.neckHalf;
  const w = half + 30 * k;
  const paint = volume(ink, shade(color, 0.06), x - w, x + w, 1.1);
  const edge = shade(color, 0.8);
  const outlined = (path: string): string =>
    fill(path, paint) + `<path d="${path}" fill="none" stroke="${edge}" stroke-width="1.4" stroke-opacity="0.45"/>`;
  if (view === "back") {
    const path = smooth(pairs`${x - w} ${y - 16 * k}, ${x - half * 0.8} ${y - 34 * k}, ${x} ${y - 38 * k},
    ${x + half * 0.8} ${y - 34 * k}, ${x + w} ${y - 16 * k}, ${x + w * 0.92} ${y + 30 * k},
    ${x + w * 0.4} ${y + 76 * k}, ${x} ${y + 86 * k}, ${x - w * 0.4} ${y + 76 * k},
    ${x - w * 0.92} ${y + 30 * k}`);
    return outlined(path) + line(smooth(pairs`${x} ${y - 36 * k}, ${x} ${y + 84 * k}`, false), edge, 1.6, 0.4);
  }
  if (view === "side") {
    const path = smooth(pairs`${x + half * 1.05} ${y - 2 * k}, ${x + half * 0.5} ${y - 22 * k},
    ${x - half * 0.9} ${y - 34 * k}, ${x - half * 2} ${y - 32 * k}, ${x - half * 2.6} ${y + 4 * k},
    ${x - half * 2} ${y + 46 * k}, ${x - half * 0.9} ${y + 34 * k}, ${x + half * 0.3} ${y + 16 * k}`);
    return outlined(path);
  }
  const sides = ([-1, 1] as const).map((s) =>
    smooth(pairs`${x + s * half * 0.9} ${y - 34 * k}, ${x + s * w * 0.86} ${y - 27 * k},
    ${x + s * w * 1.06} ${y - 2 * k}, ${x + s * w * 0.7} ${y + 24 * k},
    ${x + s * 5 * k} ${y + 40 * k}!, ${x + s * half * 0.62} ${y + 12 * k}`),
  );
  const cords =
    top.front === "pocket"
      ? ([-1, 1] as const).map(
          (s): Point[] => pairs`${x + s * 15 * k} ${y + 30 * k}, ${x + s * 17 * k} ${y + 58 * k},
    ${x + s * 14 * k} ${y + 88 * k}`,
        )
      : [];
  return (
    sides.map(outlined).join("") + cords.map((cord) => line(smooth(cord, false), tint(color, 0.75), 3 * k)).join("")
  );
}
