import { along } from "../body/limb-section.ts";
import type { Leg } from "../body/rig.ts";
import { type Color, shade, tint } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import type { Bottom } from "./catalogue.ts";
import { fold } from "./cloth.ts";

export function legFolds(ink: Ink, leg: Leg, bottom: Bottom, color: Color): string {
  const { k } = ink.rig.frame;
  const across = (share: number, from: number, to: number, bow: number): Point[] => {
    const { point, half } = along(leg, share);
    const reach = half + 12 * k;
    return pairs`${point[0] + from * reach} ${point[1]},
    ${point[0] + ((from + to) / 2) * reach} ${point[1] + bow * k},
    ${point[0] + to * reach} ${point[1] - 2 * k}`;
  };
  const s = leg.side;
  const parts = [
    fold(across(0.16, -s, s * 0.1, 10), color, 4.5 * k),
    fold(across(0.22, -s, -s * 0.05, 13), color, 3.4 * k, 0.8),
  ];
  if (bottom.length > 0.5) {
    parts.push(
      fold(across(0.5, s, -s * 0.2, 5), color, 3.6 * k),
      fold(across(0.56, -s * 0.9, s * 0.3, 5), color, 3.4 * k),
    );
    const hem = Math.min(0.94, bottom.length - 0.04);
    parts.push(
      fold(across(hem, -0.9, 0.5, 6), color, 3.4 * k),
      fold(across(hem - 0.035, 0.9, -0.4, 6), color, 3 * k, 0.8),
    );
  }
  parts.push(line(smooth(across(bottom.length - 0.018, -1.4, 1.4, 3), false), shade(color, 0.8), 1.4, 0.4));
  if (bottom.style === "crease")
    parts.push(
      line(
        smooth([along(leg, 0.1).point, along(leg, 0.5).point, along(leg, 0.95).point], false),
        tint(color, 0.5),
        1.6,
        0.35,
      ),
    );
  if (bottom.style === "jeans") parts.push(...outerSeam(leg, k, color));
  if (bottom.style === "cargo") parts.push(cargoPocket(leg, k, color, bottom));
  if (bottom.style === "sport") parts.push(sportStripe(leg, k, color, bottom));
  return parts.join("");
}

function outerSeam(leg: Leg, k: number, color: Color): string[] {
  const points = [0.1, 0.3, 0.5, 0.7, 0.92].map((share): Point => {
    const { point, half } = along(leg, share);
    return [point[0] + leg.side * (half + 1 * k), point[1]];
  });
  return [line(smooth(points, false), tint(color, 0.45), 1.2, 0.4)];
}

function sportStripe(leg: Leg, k: number, color: Color, bottom: Bottom): string {
  const points = [0.06, 0.3, 0.5, 0.7, 0.9].map((share): Point => {
    const { point, half } = along(leg, share * bottom.length);
    return [point[0] + (leg.far ? 0 : leg.side) * (half + bottom.ease[1] * 0.3 * k), point[1]];
  });
  return line(smooth(points, false), tint(color, 0.8), 6 * k, 0.8);
}

function cargoPocket(leg: Leg, k: number, color: Color, bottom: Bottom): string {
  const { point, half } = along(leg, Math.min(0.4, bottom.length - 0.15));
  const x = point[0] + leg.side * half * 0.55;
  const box = `M${(x - 15 * k).toFixed(1)} ${(point[1] - 24 * k).toFixed(1)}h${(32 * k).toFixed(1)}v${(46 * k).toFixed(1)}h${(-32 * k).toFixed(1)}z`;
  return (
    fill(box, shade(color, 0.25), 0.5) +
    line(`${box}m0 ${(12 * k).toFixed(1)}h${(32 * k).toFixed(1)}`, shade(color, 0.75), 1.4, 0.6)
  );
}
