import { shade, tint } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import { cutOf, type Garment } from "./garment.ts";
import { contrasting } from "./pattern.ts";
import { sash } from "./sash.ts";

export function wrap(ink: Ink, garment: Garment): string {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const accent = contrasting(garment.color, garment.accent);
  const band = sash(ink, garment, accent, 36);
  if (view === "back")
    return (
      band +
      (garment.top.texture === "satin"
        ? fill(
            smooth(pairs`${rig.middle(frame.waist) - 30 * k} ${frame.waist - 16 * k},
    ${rig.middle(frame.waist) + 30 * k} ${frame.waist - 16 * k},
    ${rig.middle(frame.waist) + 27 * k} ${frame.waist + 44 * k},
    ${rig.middle(frame.waist) - 27 * k} ${frame.waist + 44 * k}`),
            shade(accent, 0.15),
          )
        : "")
    );
  if (view === "side") return band;
  const x = rig.neck.base[0];
  const half = frame.neckHalf * 1.1;
  const y = frame.shoulder;
  const collar = (s: 1 | -1): string =>
    line(
      smooth(
        pairs`${x + s * half} ${y - 20 * k}, ${x + s * half * 0.7} ${y + 14 * k},
    ${x - s * 4 * k} ${y + 60 * k}, ${x - s * 22 * k} ${frame.waist + 4 * k}`,
        false,
      ),
      tint(accent, 0.25),
      11 * k,
    );
  const low = cutOf(ink, garment.top).hemY;
  return (
    collar(-1) +
    collar(1) +
    line(
      smooth(
        pairs`${rig.middle(frame.waist) + 4 * k} ${frame.waist + 42 * k},
    ${rig.middle(frame.knee) + 16 * k} ${low}`,
        false,
      ),
      shade(garment.color, 0.75),
      2,
      0.5,
    ) +
    band
  );
}
