import { type Color, shade, tint } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, oval } from "../core/sheet.ts";

export function bow(ink: Ink, color: Color): string {
  const { view } = ink.rig;
  const top = -74 - ink.traits.hair.style.top * 0.7;
  const [x, y] = view === "side" ? [-30, top - 4] : view === "back" ? [0, top + 30] : [34, top + 6];
  const loop = (s: 1 | -1): string => {
    const path = smooth(pairs`${x} ${y}, ${x + s * 14} ${y - 14}, ${x + s * 29} ${y - 13}, ${x + s * 30} ${y + 10},
    ${x + s * 14} ${y + 9}`);
    return (
      fill(path, s === ink.rig.light ? tint(color, 0.14) : shade(color, 0.12)) +
      fill(taper(pairs`${x + s * 4} ${y}, ${x + s * 14} ${y - 3}, ${x + s * 24} ${y - 2}`, 3), shade(color, 0.7), 0.4)
    );
  };
  return loop(-1) + loop(1) + oval(x, y - 1, 6, 7, shade(color, 0.25));
}
