import { type Color, shade, tint } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { limb, limbOutline } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line, linear } from "../core/sheet.ts";
import type { Extra } from "../traits/detail-names.ts";

const BONE: Color = "#cfc3ae";

/** Middle lines of a horn on the viewer's right, and in profile. */
const HORNS: Record<
  "horns" | "ram-horns" | "antlers" | "unicorn",
  { front: readonly Point[]; side: readonly Point[]; width: number }
> = {
  horns: {
    front: pairs`27 -66, 38 -92, 40 -118, 29 -140`,
    side: pairs`26 -70, 36 -96, 26 -122, 6 -140`,
    width: 10,
  },
  "ram-horns": {
    front: pairs`34 -62, 62 -76, 84 -50, 82 -14, 62 2, 54 -16, 66 -28`,
    side: pairs`14 -70, -14 -96, -50 -82, -58 -40, -34 -14, -12 -26, -22 -42`,
    width: 12.5,
  },
  antlers: {
    front: pairs`24 -70, 40 -100, 52 -128, 46 -166`,
    side: pairs`8 -76, -14 -104, -22 -134, -4 -168`,
    width: 6,
  },
  unicorn: {
    front: pairs`0 -54, 0 -90, 1 -132`,
    side: pairs`46 -54, 66 -84, 84 -122`,
    width: 8.5,
  },
};

export function horns(ink: Ink, kind: Extract<Extra, "horns" | "ram-horns" | "antlers" | "unicorn">): string {
  const shape = HORNS[kind];
  const side = ink.rig.view === "side";
  const color = kind === "horns" ? "#4a3b3f" : kind === "antlers" ? "#8a6848" : BONE;
  const sides: readonly (1 | -1)[] = side || kind === "unicorn" ? [1] : [-1, 1];
  return sides
    .map((s) => {
      const centre = (side ? shape.side : shape.front).map(([x, y]): Point => [x * (side ? 1 : s), y]);
      const paint = linear(
        ink.sheet,
        [20 * ink.rig.light, -130, -20 * ink.rig.light, -50],
        [
          [0, tint(color, 0.4)],
          [0.5, color],
          [1, shade(color, 0.5)],
        ],
      );
      const body = fill(smooth(limbOutline(centre, pairs`0 ${shape.width}, 0.6 ${shape.width * 0.62}, 1 1.2`)), paint);
      const rings = kind === "antlers" ? tines(centre, s, paint) : ridges(centre, shape.width, color);
      return body + rings;
    })
    .join("");
}

function ridges(centre: readonly Point[], width: number, color: Color): string {
  return centre
    .slice(0, -1)
    .flatMap(([x, y], i) => {
      const next = centre[i + 1] as Point;
      return [0.15, 0.5, 0.85].map((t) => {
        const [px, py] = [x + (next[0] - x) * t, y + (next[1] - y) * t];
        const reach = width * (1 - (i + t) / centre.length) * 0.8;
        const length = Math.hypot(next[0] - x, next[1] - y) || 1;
        const [nx, ny] = [-(next[1] - y) / length, (next[0] - x) / length];
        return line(
          smooth(
            pairs`${px - nx * reach} ${py - ny * reach}, ${px + (next[0] - x) * 0.06} ${py + (next[1] - y) * 0.06},
    ${px + nx * reach} ${py + ny * reach}`,
            false,
          ),
          shade(color, 0.7),
          1.3,
          0.5,
        );
      });
    })
    .join("");
}

function tines(centre: readonly Point[], s: 1 | -1, paint: string): string {
  return [1, 2]
    .map((i) => {
      const [x, y] = centre[i] as Point;
      return (
        fill(limb(pairs`${x} ${y}, ${x + s * 16} ${y - 16}, ${x + s * 20} ${y - 36}`, pairs`0 4.6, 1 1.2`), paint) +
        fill(limb(pairs`${x} ${y - 4}, ${x - s * 14} ${y - 18}, ${x - s * 13} ${y - 32}`, pairs`0 4, 1 1.2`), paint)
      );
    })
    .join("");
}
