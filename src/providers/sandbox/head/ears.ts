import { skinShade, tint } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { corner, smooth } from "../core/shapes.ts";
import { fill, line, linear, oval } from "../core/sheet.ts";
import { PROFILE_EAR, templeOf } from "./skull.ts";

/** Both ears as seen from the front or from behind. */
export function drawFacingEars(ink: Ink): string {
  const { face, skin, pointedEars } = ink.traits;
  const back = ink.rig.view === "back";
  const size = face.ears;
  const ear = (s: 1 | -1): string => {
    const x = s * (templeOf(face) - 3.5);
    const top = pointedEars ? corner(x + s * 25 * size, -24 * size) : [[x + s * 9 * size, -6 * size] as Point];
    const outline: Point[] = pairs`${x} -4, ${pointedEars ? [[x + s * 8, -10] as Point] : [[x + s * 4, -8 * size] as Point]},
    ${top}, ${x + s * 11 * size} ${4 * size}, ${x + s * 8.5 * size} ${18 * size},
    ${x + s * 5 * size} ${28 * size}, ${x} ${29 * size}`;
    const lit = s === ink.rig.light;
    const paint = linear(
      ink.sheet,
      [x, 0, x + s * 12, 12],
      [
        [0, skinShade(skin, 0.22)],
        [1, lit ? tint(skin, 0.1) : skinShade(skin, 0.2)],
      ],
    );
    const inner = back
      ? ""
      : line(
          smooth(
            pairs`${x + s * 3} -1, ${x + s * 7.4 * size} 1, ${x + s * 7 * size} ${12 * size},
    ${x + s * 3.4 * size} ${20 * size}`,
            false,
          ),
          skinShade(skin, 0.8),
          1.6,
          0.5,
        ) + oval(x + s * 3.4, 11 * size, 2.4, 5, skinShade(skin, 0.8), 0.25);
    return fill(smooth(outline), paint) + inner + earring(ink, x + s * 5.5 * size, 30 * size);
  };
  return ear(-1) + ear(1);
}

/** The near ear in profile. */
export function drawProfileEar(ink: Ink): string {
  const { face, skin, pointedEars } = ink.traits;
  const [x, y] = PROFILE_EAR;
  const s = face.ears;
  const p = (dx: number, dy: number): Point => [x + dx * s, y + dy * s];
  const tip = pointedEars ? corner(...p(-22, -38)) : [p(-4, -20.5)];
  const outline = smooth([p(7, -6), p(5, -16), ...tip, p(-13, -13), p(-12, 1), p(-5, 10), p(0, 17), p(5, 15), p(5, 6)]);
  const dark = skinShade(skin, 0.82);
  return (
    fill(
      outline,
      linear(
        ink.sheet,
        [x - 12, y - 14, x + 8, y + 14],
        [
          [0, tint(skin, 0.08)],
          [1, skinShade(skin, 0.2)],
        ],
      ),
    ) +
    `<path d="${outline}" fill="none" stroke="${dark}" stroke-width="1.2" stroke-opacity="0.4"/>` +
    line(smooth([p(3, -11), p(-4, -15), p(-9, -9), p(-8, 0), p(-3, 7)], false), dark, 1.6, 0.5) +
    fill(smooth([p(2, -6), p(-3, -7), p(-4, 1), p(1, 5)]), dark, 0.4) +
    earring(ink, x, y + 17 * s)
  );
}

function earring(ink: Ink, x: number, y: number): string {
  const { marks } = ink.traits.details;
  if (marks.has("hoops"))
    return `<circle cx="${x.toFixed(1)}" cy="${(y + 8).toFixed(1)}" r="9" fill="none" stroke="#d9b24a" stroke-width="2.2"/>`;
  if (marks.has("earrings"))
    return (
      oval(x, y - 1, 2.4, 2.4, "#e3bf58") +
      oval(x, y + 6, 3.2, 4.6, "#8fd0e0") +
      oval(x - 1, y + 4.6, 1, 1.4, "#ffffff", 0.8)
    );
  return "";
}
