import { num } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { line } from "../core/sheet.ts";

/** Jewellery in the face, over mouth and nose. */
export function drawPiercings(ink: Ink): string {
  const { marks } = ink.traits.details;
  const turn = ink.rig.shot.headTurn * 4;
  const parts: string[] = [];
  if (marks.has("nose-ring")) parts.push(line(`M${num(turn + 6)} 31.5a4 4 0 1 0 5.5 -5.2`, "#e1c466", 1.6));
  if (marks.has("lip-ring")) parts.push(line(`M${num(turn - 7)} 54a3.4 3.4 0 1 0 5 3`, "#d8dce2", 1.6));
  return parts.join("");
}
