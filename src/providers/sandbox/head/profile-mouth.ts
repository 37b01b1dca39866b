import { shade, skinShade } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { corner, smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import { lineColor, lipColor } from "./skin-paint.ts";

export function profileMouth(ink: Ink): string {
  const { face, skin } = ink.traits;
  const { expression } = ink.rig.shot;
  const lip = lipColor(ink);
  const out = (face.lips - 1) * 5;
  const up =
    expression === "serious"
      ? -1
      : expression === "calm" || expression === "curious"
        ? 0.4
        : expression === "grin" || expression === "laugh"
          ? 4
          : 2.6;
  const open = expression === "laugh" ? 5 : expression === "grin" ? 2.6 : 0;
  const corner1: Point = [41 - (up > 2 ? 1.6 : 0), 48.5 - up];
  const upper = smooth(pairs`${corner(...corner1)}, 50 ${44 - up * 0.2}, 56 40.6, ${59.2 + out} 42.4, 55 47.4!,
    48 ${48 - up * 0.4}`);
  const lower =
    smooth(pairs`${corner1[0] + 0.6} ${corner1[1] + 0.6}!, 48 ${48.6 + open - up * 0.3}, 55 ${47.8 + open * 0.7}!,
    ${57.8 + out} ${53 + open * 0.3}, 53.6 58, 47 55.5`);
  const mouth =
    open > 0
      ? fill(
          smooth(
            pairs`${corner(...corner1)}, 48 ${47.6 - up * 0.3}, 56 47!, 56 ${48.2 + open * 0.7}!, 48 ${49 + open}`,
          ),
          "#4a1a1f",
        ) +
        fill(
          smooth(pairs`${corner1[0] + 2} ${corner1[1]}!, 49 47.4, 55.4 47!, 55 ${49 + open * 0.2}!,
    48 ${49 + open * 0.2}`),
          "#f8f4ee",
        )
      : "";
  const seam =
    open > 0 ? "" : fill(taper(pairs`${corner1}, 48 ${48.2 - up * 0.4}, 55.4 47.6`, 1.9), lineColor(ink), 0.75);
  const dimple = line(
    smooth(pairs`${corner1[0] - 0.6} ${corner1[1] - 2}, ${corner1[0] - 1.8} ${corner1[1] + 1.2}`, false),
    skinShade(skin, 0.85),
    1.3,
    0.5,
  );
  return mouth + fill(upper, shade(lip, 0.16)) + fill(lower, lip) + seam + dimple;
}
