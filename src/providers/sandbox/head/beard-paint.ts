import { type Color, shade, tint } from "../core/color.ts";
import { lerp } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { stream } from "../core/random.ts";
import { fill, linear } from "../core/sheet.ts";

/** Colour of facial hair: the hair's, a little darker unless it is grey or fantastic. */
export const beardColor = (ink: Ink): Color => shade(ink.traits.hair.color, 0.16);

export function hairPaint(ink: Ink, top: number, bottom: number): string {
  const color = beardColor(ink);
  return linear(
    ink.sheet,
    [0, top, 0, bottom],
    [
      [0, tint(color, 0.1)],
      [0.5, color],
      [1, shade(color, 0.34)],
    ],
  );
}

export function combs(ink: Ink, turn: number): string {
  const color = beardColor(ink);
  return [-1, 1]
    .map((s) =>
      [5, 11, 17]
        .map((x) =>
          fill(
            taper(pairs`${turn + s * x * 0.6} 37.5, ${turn + s * x} 40, ${turn + s * (x + 4)} 45`, 1.3),
            tint(color, 0.4),
            0.4,
          ),
        )
        .join(""),
    )
    .join("");
}

export function strands(ink: Ink, bottom: number, reach: number): string {
  const color = beardColor(ink);
  const random = stream(ink.traits.seed, "beard");
  const parts: string[] = [];
  for (let i = 0; i < 17; i++) {
    const t = (i / 16) * 2 - 1;
    const x = t * reach;
    const top = lerp(60, 22, Math.abs(t)) + random() * 4;
    const low = lerp(bottom - 3, lerp(46, bottom, 0.4), Math.abs(t) ** 1.6);
    parts.push(
      fill(
        taper(
          pairs`${x} ${top}, ${x * 0.94 + (random() - 0.5) * 4} ${lerp(top, low, 0.5)},
    ${x * lerp(0.86, 0.5, (bottom - 80) / 90)} ${low}`,
          2.1,
        ),
        i % 2 === 0 ? tint(color, 0.4) : shade(color, 0.6),
        0.34,
      ),
    );
  }
  return parts.join("");
}
