import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import { LENSES } from "./lenses.ts";

export function patch(side: boolean): string {
  if (side)
    return (
      fill(smooth(pairs`34 -11, 50 -9, 53 4, 46 14, 33 9`), "#1d1b20") +
      line("M38 -8Q10 -34 -40 -46M36 8Q0 6 -60 16", "#1d1b20", 2.6)
    );
  return (
    line("M-52 -34Q0 -20 52 12", "#1d1b20", 2.8) +
    fill(smooth(pairs`10 -10, 25 -14, 40 -9, 41 5, 27 16, 12 8`), "#1d1b20") +
    line("M15 -7Q26 -10 36 -6", "#54505c", 1.4, 0.7)
  );
}

export function monocle(ink: Ink, side: boolean): string {
  const ring = `<path d="${LENSES.round}" fill="#ffffff" fill-opacity="0.2" stroke="#c9a24a" stroke-width="2.6"/>`;
  if (side)
    return `<g transform="translate(46 1) scale(0.4 0.94)">${ring}</g>${line("M46 18Q40 60 20 96", "#c9a24a", 1.3)}`;
  const x = 24.2 * ink.traits.face.eyeGap * ink.traits.face.width + ink.rig.shot.headTurn * 3;
  return `<g transform="translate(${x.toFixed(1)} 1)">${ring}</g>${line(`M${(x + 15).toFixed(1)} 8Q${(x + 26).toFixed(1)} 60 ${(x + 8).toFixed(1)} 104`, "#c9a24a", 1.3)}`;
}
