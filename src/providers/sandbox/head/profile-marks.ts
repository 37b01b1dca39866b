import { shade, skinShade } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { corner, smooth } from "../core/shapes.ts";
import { fill, line, oval } from "../core/sheet.ts";
import { profileFreckles } from "./freckles.ts";
import { patch } from "./marks.ts";
import { scar } from "./scar.ts";

/** The marks that show in profile. */
export function drawProfileMarks(ink: Ink): string {
  const { marks } = ink.traits.details;
  const { skin } = ink.traits;
  const parts: string[] = [];
  if (marks.has("vitiligo")) parts.push(patch(ink, pairs`20 28, 34 24, 36 44, 22 52, 10 42`));
  if (marks.has("freckles")) parts.push(profileFreckles(ink));
  if (marks.has("face-paint"))
    parts.push(
      fill(taper(pairs`14 18, 30 20, 46 17`, 5.5), ink.traits.outfit.accent, 0.85),
      fill(taper(pairs`14 26, 30 28, 46 26`, 5.5), ink.traits.outfit.accent, 0.85),
    );
  if (marks.has("mole")) parts.push(oval(42, 34, 1.8, 1.8, shade(skinShade(skin, 0.9), 0.4)));
  if (marks.has("scar-cheek")) parts.push(scar(pairs`38 14, 30 26, 18 38`, skin));
  if (marks.has("scar-brow")) parts.push(scar(pairs`43 -33, 40 -16, 39 -10`, skin));
  if (marks.has("nose-ring")) parts.push(line("M57 30a3.6 3.6 0 1 0 5 -4", "#e1c466", 1.6));
  if (marks.has("bindi")) parts.push(fill(smooth([...corner(51, -22), [54.5, -19], ...corner(52, -16)]), "#b3202f"));
  return parts.join("");
}
