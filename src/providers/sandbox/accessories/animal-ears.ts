import { shade, tint } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, linear } from "../core/sheet.ts";

const EARS: Record<
  "cat-ears" | "fox-ears" | "bunny-ears",
  { readonly outer: readonly Point[]; readonly inner: readonly Point[] }
> = {
  "cat-ears": {
    outer: pairs`16 -74, 22 -98, 38 -120!, 50 -98, 52 -60`,
    inner: pairs`24 -78, 29 -96, 38 -110!, 45 -94, 46 -68`,
  },
  "fox-ears": {
    outer: pairs`14 -74, 24 -108, 46 -138!, 58 -102, 54 -58`,
    inner: pairs`24 -80, 32 -108, 45 -126!, 51 -98, 48 -68`,
  },
  "bunny-ears": {
    outer: pairs`12 -74, 8 -120, 16 -166, 28 -184, 40 -164, 40 -118, 34 -72`,
    inner: pairs`18 -82, 15 -120, 22 -158, 28 -170, 34 -156, 34 -118, 29 -82`,
  },
};

export function ears(ink: Ink, kind: keyof typeof EARS): string {
  const { view } = ink.rig;
  const { hair } = ink.traits;
  const color = kind === "bunny-ears" ? "#f1ece6" : hair.color;
  const rise = -hair.style.top * 0.55;
  const shape = EARS[kind];
  const draw = (fit: (p: Point) => Point): string => {
    const outline = smooth(shape.outer.map(fit));
    const inner =
      view === "back" ? "" : fill(smooth(shape.inner.map(fit)), kind === "fox-ears" ? "#f3e8dc" : "#eeb1ac", 0.9);
    const tuft =
      view === "back" ? "" : fill(taper([fit([30, -76]), fit([34, -88]), fit([36, -98])], 5), tint(color, 0.6), 0.7);
    return (
      fill(
        outline,
        linear(
          ink.sheet,
          [0, -140, 0, -60],
          [
            [0, shade(color, 0.2)],
            [1, color],
          ],
        ),
      ) +
      `<path d="${outline}" fill="none" stroke="${shade(color, 0.7)}" stroke-width="1.4" stroke-opacity="0.5"/>` +
      inner +
      tuft
    );
  };
  if (view === "side") return draw(([x, y]) => [-x * 0.62 + 14, y + rise]);
  return draw(([x, y]) => [-x, y + rise]) + draw(([x, y]) => [x, y + rise]);
}
