import { normals } from "../core/curves.ts";
import { at, type Point } from "../core/geometry.ts";
import { limbOutline, taper, type Widths } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill, oval } from "../core/sheet.ts";
import { waved } from "../core/waved.ts";
import type { HairInk } from "./hair-ink.ts";
import { drawMass } from "./mass.ts";
import { plait } from "./plait.ts";
import { rope } from "./rope.ts";
import type { Tail } from "./tie-places.ts";

export function drawTail(hair: HairInk, tail: Tail): string {
  const { texture } = hair.style;
  const band = at(tail.line, 0);
  const tie = oval(band[0], band[1], tail.width * 0.62, tail.width * 0.5, hair.traits.outfit.accent);
  if (tail.kind === "plait") return plait(hair, tail.line, tail.width);
  if (texture === "locs" || texture === "braids") return ropeTail(hair, tail) + tie;
  const swung =
    texture === "wavy" || texture === "curly"
      ? waved(tail.line, texture === "curly" ? 6 : 5, 56)
      : waved(tail.line, 2, 110);
  const widths: Widths = pairs`0 ${tail.width * 0.42}, 0.16 ${tail.width * 0.84}, 0.5 ${tail.width}, 0.82 ${tail.width * 0.68},
    1 1.5`;
  const outline = limbOutline(swung, widths);
  const side = normals(swung);
  const strands = [-0.6, -0.25, 0.15, 0.5]
    .map((offset, i) => {
      const way = swung.map(([x, y], j): Point => {
        const [nx, ny] = at(side, j);
        const reach = offset * tail.width * (1 - (j / swung.length) * 0.7);
        return [x + nx * reach, y + ny * reach];
      });
      return fill(taper(way, 3.4), i === 1 ? hair.light : hair.dark, 0.32);
    })
    .join("");
  return drawMass(hair, outline, strands) + tie;
}

function ropeTail(hair: HairInk, tail: Tail): string {
  const count = 6;
  return Array.from({ length: count }, (_, i) => {
    const t = i / (count - 1) - 0.5;
    return rope(
      hair,
      tail.line.map(
        ([x, y], j): Point => [
          x + t * tail.width * 1.9 * Math.min(1, j / 1.6),
          y + (j === tail.line.length - 1 ? (hair.random() - 0.5) * 16 : 0),
        ],
      ),
    );
  }).join("");
}
