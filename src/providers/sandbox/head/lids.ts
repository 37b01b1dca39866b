import { shade, skinShade } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { limb, taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import type { Eye } from "./eye-shape.ts";
import { lineColor } from "./skin-paint.ts";

export function lids(ink: Ink, eye: Eye): string {
  const { x, y, w, h, low, tilt, s } = eye;
  const { gender, face, age, details, skin } = ink.traits;
  const lash = shade(lineColor(ink), 0.55);
  const liner = details.marks.has("eyeliner") ? 1.5 : 0;
  const thick = lerp(1.9, 3, gender.lashes * Math.max(0.4, age.grown)) + liner;
  const upper: Point[] = pairs`${x - s * w * 1.02} ${y + 2.6}, ${x - s * w * 0.55} ${y - h * 0.68}, ${x} ${y - h - 0.4},
    ${x + s * w * 0.6} ${y - h * 0.82 - tilt * 0.3}, ${x + s * w * 1.05} ${y - tilt + 0.2}`;
  const wing: Point[] =
    (gender.lashes > 0.4 && age.years > 5) || liner > 0
      ? [[x + s * w * (1.16 + liner * 0.08), y - tilt - 2.2 - liner]]
      : [];
  const top = fill(limb([...upper, ...wing], pairs`0 0.4, 0.4 ${thick * 0.44}, 0.78 ${thick * 0.56}, 1 0.25`), lash);
  const crease = upper
    .slice(0, 4)
    .map(([px, py], i): Point => [px + s * (i === 0 ? 3 : 0.6), py - 4.2 - (i === 2 ? 0.7 : 0)]);
  const fold =
    face.crease > 0.18
      ? line(smooth(crease, false), skinShade(skin, 0.85), 1.3, 0.28 + face.crease * 0.4)
      : fill(
          taper(
            upper.slice(0, 4).map(([px, py]): Point => [px, py - 2.6]),
            1.2,
          ),
          skinShade(skin, 0.7),
          0.35,
        );
  const lower = fill(
    taper(
      pairs`${x - s * w * 0.7} ${y + low * 0.95 + 0.4}, ${x} ${y + low + 0.9},
    ${x + s * w * 0.6} ${y + low * 0.75 + 0.4}, ${x + s * w} ${y - tilt + 0.4}`,
      1.2,
    ),
    lash,
    0.45,
  );
  const lashes =
    gender.lashes < 0.7 || age.years < 12
      ? ""
      : [0.62, 0.8, 0.96]
          .map((t, i) => {
            const px = x + s * w * lerp(0.3, 1.05, (t - 0.5) * 2);
            const py = y - h * lerp(0.95, 0.12, (t - 0.5) * 2) - tilt * t;
            return line(
              smooth(pairs`${px} ${py}, ${px + s * (2.2 + i * 0.7)} ${py - 2.6 + i * 0.3}`, false),
              lash,
              1.1,
              0.9,
            );
          })
          .join("");
  return fold + top + lower + lashes;
}
