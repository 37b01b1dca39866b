import type { Frame } from "../body/frame.ts";
import { type Color, shade, tint } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { smooth } from "../core/shapes.ts";
import { clipped, fill, line } from "../core/sheet.ts";
import type { Hem } from "./catalogue.ts";

/** Height of a hem on a body. */
export function hemAt(frame: Frame, hem: Hem): number {
  // Of who sits, what hangs lower lies on the lap and is drawn with the legs.
  switch (frame.seated && hem !== "waist" && hem !== "hip" ? "seat" : hem) {
    case "waist":
      return frame.waist + 10 * frame.k;
    case "hip":
      return lerp(frame.waist, frame.hip, 0.72);
    case "seat":
      return frame.hip + 12 * frame.k;
    case "thigh":
      return lerp(frame.crotch, frame.knee, 0.42);
    case "knee":
      return frame.knee - 14 * frame.k;
    case "calf":
      return lerp(frame.knee, frame.ankle, 0.52);
    case "ankle":
      return frame.ankle + 12 * frame.k;
  }
}

/** A fold: a dark crease with a lit edge beside it. */
export function fold(points: readonly Point[], color: Color, width = 4, strength = 1): string {
  const lit = points.map(([x, y]): Point => [x + 1.4, y - 2.2]);
  return (
    fill(taper(points, width), shade(color, 0.85), 0.24 * strength) +
    fill(taper(lit, width * 0.55), tint(color, 0.8), 0.16 * strength)
  );
}

/** A seam or stitched line. */
export const seam = (points: readonly Point[], color: Color, width = 1.4): string =>
  line(smooth(points, false), shade(color, 0.7), width, 0.55);

/** Everything drawn inside an outline. */
export const within = (ink: Ink, outline: string, content: string): string => clipped(ink.sheet, outline, content);
