import type { Color } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { fill, line, placed } from "../core/sheet.ts";
import type { Eyewear } from "../traits/detail-names.ts";
import { monocle, patch } from "./eye-pieces.ts";
import { frontGlasses } from "./front-glasses.ts";
import { glass, LENSES } from "./lenses.ts";

/** What is worn before the eyes; nothing of it shows from behind but the temples' ends. */
export function drawEyewear(ink: Ink): string {
  const { eyewear } = ink.traits.details;
  if (eyewear === "none") return "";
  const { low } = ink.traits.face;
  const drawn = eyewearOf(ink, eyewear);
  return low === 0 ? drawn : placed(drawn, 0, low);
}

function eyewearOf(ink: Ink, eyewear: Exclude<Eyewear, "none">): string {
  const { colors } = ink.traits.details;
  const frame = colors.eyewear ?? (eyewear === "round" ? "#5a4632" : "#24222a");
  const side = ink.rig.view === "side";
  if (eyewear === "eyepatch") return patch(side);
  if (eyewear === "monocle") return monocle(ink, side);
  return side ? profileGlasses(ink, eyewear, frame) : frontGlasses(ink, eyewear, frame);
}

function profileGlasses(ink: Ink, kind: keyof typeof LENSES, frame: Color): string {
  const width = kind === "round" ? 2.3 : kind === "goggles" ? 5 : 3.2;
  const lens = `<g transform="translate(48.5 1) scale(0.42 0.96)">${fill(LENSES[kind], glass(ink, kind, frame))}<path d="${LENSES[kind]}" fill="none" stroke="${frame}" stroke-width="${width + 1.2}"/></g>`;
  return lens + line("M42 -4L-6 -3Q-15 -2 -17 8", frame, kind === "goggles" ? 8 : 2.8) + line("M54 -2L58 1", frame, 2);
}
