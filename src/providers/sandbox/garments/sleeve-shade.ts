import { along, armSection, section } from "../body/limb-section.ts";
import type { Arm } from "../body/rig.ts";
import { type Color, lightness, shade, tint } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { fill, linear } from "../core/sheet.ts";

/** Light and shadow along a sleeve, fading towards the shoulder so that no seam shows there. */
export function armShade(ink: Ink, arm: Arm, color: Color, length: number): string {
  const { k } = ink.rig.frame;
  const { light } = ink.rig;
  const edge = (s: number, inset: number): Point[] =>
    [0.08, 0.3, 0.5, 0.72, 0.98].map((share): Point => {
      const { point, half, degrees } = along(arm, share * length);
      const a = (degrees * Math.PI) / 180;
      const reach = s * (half - inset * k);
      return [point[0] + Math.cos(a) * reach, point[1] - Math.sin(a) * reach];
    });
  return (
    fill(taper(edge(-light, -1), 22 * k), shade(color, 0.85), lightness(color) > 0.7 ? 0.11 : 0.22) +
    fill(taper(edge(light, 6), 11 * k), tint(color, 0.6), 0.1)
  );
}

/** Shadow of an arm that lies on the body. */
export function castShadow(ink: Ink, arm: Arm): string {
  if (arm.pose !== "clasped" && arm.pose !== "folded") return "";
  const { k } = ink.rig.frame;
  // Only the forearm lies on the body; the elbow may stand out before the wall.
  const outline = section(arm, 0.7, 0.97, [5 * k, 5 * k]);
  return `<g transform="translate(${(-ink.rig.light * 3 * k).toFixed(1)} ${(6 * k).toFixed(1)})">${fill(outline, "#120c18", 0.2)}</g>`;
}

/** The contour of a sleeve, from the armpit down. */
export function contour(ink: Ink, arm: Arm, length: number, ease: readonly [number, number], color: Color): string {
  const { k } = ink.rig.frame;
  const bent = arm.pose === "wave" || arm.pose === "folded" || arm.pose === "hip";
  const path =
    bent && length > 0.6
      ? section(arm, 0.52, length * 0.985, [lerp(ease[0], ease[1], 0.5), ease[1]], { start: "flat", end: "flat" })
      : armSection(arm, length * 0.985, ease);
  const [sx, sy] = arm.centre[0] as Point;
  const dark = shade(color, 0.8);
  const paint = bent
    ? dark
    : linear(
        ink.sheet,
        [sx, sy + 10 * k, sx, sy + 62 * k],
        [
          [0, dark, 0],
          [1, dark, 1],
        ],
      );
  return `<path d="${path}" fill="none" stroke="${paint}" stroke-width="1.6" stroke-opacity="0.4"/>`;
}
