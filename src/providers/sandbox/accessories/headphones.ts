import { type Color, shade, tint } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { line, oval } from "../core/sheet.ts";

export function headphones(ink: Ink, color: Color): string {
  const { style } = ink.traits.hair;
  const dark = shade(color, 0.4);
  if (ink.rig.view === "side") {
    return (
      line(`M-10 -6Q-16 -60 -10 ${-84 - style.top}`, color, 9) +
      oval(-10, 12, 21, 24, dark) +
      oval(-9, 11, 15, 18, color) +
      oval(-5, 5, 6, 7, tint(color, 0.5), 0.5)
    );
  }
  const w = 57 * ink.traits.face.width + style.side * 0.5;
  const top = -88 - style.top;
  const band = line(
    `M${-w} -4C${-w} ${top + 12} ${-w * 0.6} ${top} 0 ${top}C${w * 0.6} ${top} ${w} ${top + 12} ${w} -4`,
    color,
    9,
  );
  const cup = (s: number): string => oval(s * (w + 1), 10, 11, 22, dark) + oval(s * (w + 5), 10, 7, 18, color);
  return band + cup(-1) + cup(1);
}
