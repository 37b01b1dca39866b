import { along } from "../body/limb-section.ts";
import type { Arm } from "../body/rig.ts";
import { shade } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { smooth } from "../core/shapes.ts";
import { line } from "../core/sheet.ts";
import { fold } from "./cloth.ts";
import type { Garment } from "./garment.ts";
import { contrasting, printOver } from "./pattern.ts";

export function drawSleevePattern(ink: Ink, arm: Arm, { pattern, color, accent: own }: Garment): string {
  const { k } = ink.rig.frame;
  if (pattern !== "stripes") {
    const [xs, ys] = [arm.centre.map(([x]) => x), arm.centre.map(([, y]) => y)];
    const room = 50 * k;
    return pattern === "emblem"
      ? ""
      : printOver(
          ink,
          { pattern, color, accent: own },
          {
            left: Math.min(...xs) - room,
            right: Math.max(...xs) + room,
            top: Math.min(...ys) - room,
            bottom: Math.max(...ys) + room,
          },
        );
  }
  const accent = contrasting(color, own);
  return [0.1, 0.22, 0.34, 0.46, 0.58, 0.7, 0.82, 0.94]
    .map((share) => {
      const { point, degrees } = along(arm, share);
      const a = (degrees * Math.PI) / 180;
      const [dx, dy] = [Math.cos(a) * 42 * k, -Math.sin(a) * 42 * k];
      return line(
        `M${(point[0] - dx).toFixed(1)} ${(point[1] - dy).toFixed(1)}L${(point[0] + dx).toFixed(1)} ${(point[1] + dy).toFixed(1)}`,
        accent,
        8 * k,
        0.9,
      );
    })
    .join("");
}

/** Creases at the elbow and the band of the cuff. */
export function sleeveFolds(ink: Ink, arm: Arm, { top, color }: Garment): string {
  const { k } = ink.rig.frame;
  const across = (share: number, from: number, to: number, bow: number): Point[] => {
    const { point, degrees, half } = along(arm, share);
    const a = (degrees * Math.PI) / 180;
    const put = (t: number, down: number): Point => [
      point[0] + Math.cos(a) * t * (half + 6 * k) + Math.sin(a) * down,
      point[1] - Math.sin(a) * t * (half + 6 * k) + Math.cos(a) * down,
    ];
    return [put(from, 0), put((from + to) / 2, bow), put(to, 0)];
  };
  const parts: string[] = [];
  if (top.sleeve > 0.7) {
    parts.push(
      fold(across(0.46, -0.95, 0.35, 7 * k), color, 3.6 * k),
      fold(across(0.53, 0.95, -0.3, 6 * k), color, 3.4 * k),
      fold(across(0.6, -0.9, 0.2, 5 * k), color, 2.8 * k),
    );
    const cuff = top.ribbed ? 0.93 : 0.945;
    parts.push(line(smooth(across(cuff, -1.5, 1.5, 3 * k), false), shade(color, 0.8), 1.8, 0.5));
  } else {
    parts.push(line(smooth(across(top.sleeve * 0.93, -1.6, 1.6, 3 * k), false), shade(color, 0.8), 1.4, 0.36));
  }
  parts.push(fold(across(0.16, -0.9, 0.2, 8 * k), color, 3 * k, 0.7));
  return parts.join("");
}
