import type { View } from "../body/rig.ts";
import { type Color, lightness, shade, skinShade, tint } from "../core/color.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import type { ShoeName } from "./catalogue.ts";
import { SOLES, UPPERS } from "./shoe-outlines.ts";

export function footParts(kind: ShoeName, view: View, color: Color, paint: string, skin: Color): string {
  const upper = smooth(UPPERS[view]);
  const sole = smooth(SOLES[view]);
  const dark = shade(color, 0.75);
  switch (kind) {
    case "barefoot":
      return fill(upper, paint) + toes(view, skin);
    case "sandals":
      return (
        fill(upper, paint) +
        toes(view, skin) +
        fill(sole, shade(color, 0.35)) +
        line(view === "side" ? "M30 14L58 46M30 14L-8 46M-32 20L20 -2" : "M-24 30Q0 24 24 30M-17 8Q0 14 17 8", color, 7)
      );
    case "sneakers":
      return (
        fill(upper, paint) +
        sneakerParts(view, color, dark) +
        fill(sole, lightness(color) > 0.75 ? "#dcd6cc" : "#f4f1ea") +
        line(view === "side" ? "M-35 47L95 45" : "", dark, 1, 0.3)
      );
    case "heels":
      return (
        (view === "side" ? fill(smooth(INSTEP), skinShade(skin, 0.06)) : "") +
        fill(
          view === "side"
            ? smooth(pairs`-22 4, -32 18, -33 36, -10 40, 36 50, 90 51!, 98 47, 80 38, 50 34, 20 22, 0 16`)
            : upper,
          paint,
        ) +
        (view === "side" ? fill("M-33 30L-20 34L-25 54L-31 54Z", dark) : heelCut(view, skin))
      );
    case "flats":
      return fill(upper, paint) + heelCut(view, skin) + fill(sole, dark, 0.6);
    default:
      return (
        fill(upper, paint) +
        fill(sole, shade(color, 0.6)) +
        line(
          view === "front"
            ? "M-9 14L8 16M-10 22L9 24M-10 30L9 32M-22 40Q0 30 22 41"
            : view === "side"
              ? "M26 8L40 18M36 12L50 22M62 22Q70 34 66 44"
              : "M-20 18Q0 24 20 18",
          dark,
          1.8,
          0.6,
        )
      );
  }
}

/** The arch of a foot that stands on its toes. */
const INSTEP = pairs`-18 -16, -24 8, -26 30, 10 30, 60 42, 66 36, 40 20, 20 0, 17 -16`;

/** Skin seen in the opening of a low shoe. */
function heelCut(view: View, skin: Color): string {
  const shape: Record<View, string> = {
    front: "M-16 -6Q-18 14 -20 26Q0 42 20 27Q17 14 16 -6Z",
    back: "M-15 -6Q-18 8 -19 18Q0 24 19 18Q18 8 15 -6Z",
    side: "M-20 -8Q-26 6 -29 16Q-6 22 18 27Q42 32 54 24Q36 16 18 -8Z",
  };
  return fill(shape[view], skinShade(skin, 0.08));
}

function sneakerParts(view: View, color: Color, dark: Color): string {
  if (view === "side")
    return (
      fill(smooth(pairs`70 26, 86 29, 97 42, 78 44`), tint(color, 0.5), 0.8) +
      line("M24 6L36 20M32 10L45 23M42 15L55 27", lightness(color) > 0.7 ? dark : "#f6f3ee", 2.6, 0.8) +
      line("M-14 44Q6 18 22 14", dark, 2, 0.35)
    );
  if (view === "back") return fill("M-6 0h12v30h-12z", dark, 0.4);
  return (
    fill(smooth(pairs`-25 42, 0 37, 25 43, 22 54, -10 57`), tint(color, 0.5), 0.8) +
    line("M-9 12L9 15M-10 20L10 23M-11 28L11 31", lightness(color) > 0.7 ? dark : "#f6f3ee", 2.8, 0.8)
  );
}

function toes(view: View, skin: Color): string {
  const dark = skinShade(skin, 0.75);
  if (view === "back") return "";
  if (view === "side") return line("M84 34Q78 38 82 44", dark, 1.4, 0.5);
  return line("M-18 46V56M-8 46V58M2 47V59M12 47V57", dark, 1.3, 0.5);
}
