import { smooth, symmetric } from "../core/shapes.ts";
import { clipped, fill, linear } from "../core/sheet.ts";
import { faceHalf, profileOutline } from "../head/skull.ts";
import { backOutline, frontCap, sideCap } from "./cap-outlines.ts";
import { closed } from "./drawn-cap.ts";
import type { HairInk } from "./hair-ink.ts";

/** Close-cropped hair: the skin shows through, more and more towards the ears where it is faded. */
export function crop(hair: HairInk): string {
  const { style, w } = hair;
  const flat = { ...style, cap: "full" as const, top: 1, side: 0.5, fall: 0, fringe: "short" as const };
  const view = hair.rig.view;
  const outline =
    view === "front" ? closed(frontCap(flat, w)) : view === "side" ? closed(sideCap(flat)) : backOutline(flat, w);
  const faded = style.cap === "fade";
  const paint = linear(
    hair.sheet,
    [0, -60, 0, 52],
    [
      [0, hair.color, 0.78],
      [0.3, hair.color, faded ? 0.7 : 0.62],
      [0.75, hair.color, faded ? 0.22 : 0.5],
      [1, hair.color, faded ? 0 : 0.42],
    ],
  );
  const skull = view === "side" ? profileOutline(hair.traits) : symmetric(faceHalf(hair.traits));
  return clipped(hair.sheet, smooth(skull), fill(smooth(outline), paint));
}
