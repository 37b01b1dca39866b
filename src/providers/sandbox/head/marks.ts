import { mix, shade, skinShade } from "../core/color.ts";
import { num, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line, oval } from "../core/sheet.ts";
import { freckles } from "./freckles.ts";
import { scar } from "./scar.ts";

/** Marks of the skin that lie under eyes and mouth, from the front: freckles, vitiligo, paint, scars, tattoos. */
export function drawFrontMarks(ink: Ink): string {
  const { marks } = ink.traits.details;
  const { skin, face } = ink.traits;
  const turn = ink.rig.shot.headTurn * 3;
  const parts: string[] = [];
  if (marks.has("vitiligo"))
    parts.push(
      patch(ink, pairs`-30 -34, -12 -26, -16 -10, -34 -8, -40 -22`),
      patch(ink, pairs`18 30, 34 26, 36 48, 20 56, 10 44`),
    );
  if (marks.has("freckles")) parts.push(freckles(ink, turn));
  if (marks.has("face-paint")) parts.push(paintLines(ink, turn));
  if (marks.has("face-tattoo"))
    parts.push(line("M-44 4Q-36 14 -42 30M-40 2Q-28 14 -36 36M-34 38q5 -3 3 -9q-5 0 -3 9", "#2c3a4a", 2.2, 0.75));
  if (marks.has("mole")) parts.push(oval(turn + 19, 36, 1.8, 1.8, shade(skinShade(skin, 0.9), 0.4)));
  if (marks.has("scar-cheek"))
    parts.push(scar(pairs`${17 + turn} 16, ${26 + turn} 27, ${38 * face.width + turn} 40`, skin));
  if (marks.has("scar-brow"))
    parts.push(
      scar(pairs`${-19 + turn} -33, ${-24 + turn} -16, ${-26 + turn} -8`, skin),
      scar(pairs`${-27 + turn} 9, ${-29 + turn} 22, ${-28 + turn} 31`, skin),
    );
  if (marks.has("dimples"))
    parts.push(line(`M${num(turn - 28)} 41q-3 5 -1 9M${num(turn + 28)} 41q3 5 1 9`, skinShade(skin, 0.8), 1.6, 0.5));
  if (marks.has("bindi")) parts.push(oval(turn, -19, 2.8, 3.2, "#b3202f"));
  return parts.join("");
}

export const patch = (ink: Ink, points: readonly Point[]): string =>
  fill(smooth(points), mix(ink.traits.skin, "#fbe6d8", 0.72), 0.85);

function paintLines(ink: Ink, turn: number): string {
  const color = ink.traits.outfit.accent;
  const stripe = (s: 1 | -1, y: number): string =>
    fill(taper(pairs`${turn + s * 15} ${y}, ${turn + s * 29} ${y + 2}, ${turn + s * 42} ${y + 1}`, 5.5), color, 0.85);
  return (
    stripe(1, 17) +
    stripe(-1, 17) +
    stripe(1, 25) +
    stripe(-1, 25) +
    fill(taper(pairs`${turn} -50, ${turn} -32, ${turn} -14`, 5), color, 0.85)
  );
}
