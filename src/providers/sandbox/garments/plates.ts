import { shade, tint } from "../core/color.ts";
import { lerp } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line, oval } from "../core/sheet.ts";
import { within } from "./cloth.ts";
import { cutOf, type Garment } from "./garment.ts";
import { clothOutline } from "./torso.ts";

export function plates(ink: Ink, garment: Garment): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const dark = shade(garment.color, 0.8);
  const x = rig.middle(frame.chest);
  const cut = cutOf(ink, garment.top);
  const outline = smooth(clothOutline(rig, cut));
  const bands = [0, 0.28, 0.56, 0.84].map((t) => {
    const y = lerp(frame.waist - 16 * k, cut.hemY, t);
    return (
      line(
        smooth(
          pairs`${x - frame.hipHalf * 1.4} ${y - 6 * k}, ${x} ${y + 9 * k},
    ${x + frame.hipHalf * 1.4} ${y - 6 * k}`,
          false,
        ),
        dark,
        2.4 * k,
        0.55,
      ) +
      line(
        smooth(
          pairs`${x - frame.hipHalf * 1.4} ${y - 3 * k}, ${x} ${y + 12 * k},
    ${x + frame.hipHalf * 1.4} ${y - 3 * k}`,
          false,
        ),
        tint(garment.color, 0.8),
        1.6 * k,
        0.5,
      )
    );
  });
  const ridge =
    rig.view === "side"
      ? ""
      : line(smooth(pairs`${x} ${frame.shoulder + 12 * k}, ${x} ${frame.waist - 22 * k}`, false), dark, 2 * k, 0.4);
  const shine = fill(
    smooth(pairs`${x - rig.light * -30 * k} ${frame.shoulder + 34 * k}, ${x + rig.light * 46 * k} ${frame.chest},
    ${x + rig.light * 34 * k} ${frame.waist - 30 * k}, ${x + rig.light * 30 * k} ${frame.chest}`),
    "#ffffff",
    0.28,
  );
  const size = Math.min(frame.arm, 1.2 * k + (frame.arm - 1.2 * k) * 0.35);
  const shoulderPlate = rig.shoulders.map(
    ([sx, sy]) =>
      oval(sx + (sx - x) * 0.02, sy - 2 * k, 36 * size, 31 * size, shade(garment.color, 0.12)) +
      oval(sx + rig.light * 8 * k, sy - 10 * k, 20 * size, 13 * size, tint(garment.color, 0.6), 0.5),
  );
  return within(ink, outline, bands.join("") + ridge + shine) + (rig.view === "side" ? "" : shoulderPlate.join(""));
}
