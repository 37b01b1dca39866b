import type { Color } from "../core/color.ts";
import { lerp } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill } from "../core/sheet.ts";
import type { Across } from "./body-shadows.ts";

/** Spine and shoulder blades. */
export function backForms(ink: Ink, dark: Color, x: Across): string {
  const { middle, frame } = ink.rig;
  const { chest, shoulder, waist, k } = frame;
  const spine = pairs`${middle(shoulder)} ${shoulder + 20 * k}, ${middle(waist)} ${waist + 10 * k}`;
  const blades = ([1, -1] as const).map((side) => {
    const blade = pairs`${x(chest - 36 * k, side, 0.28)} ${chest - 30 * k}, ${x(chest, side, 0.46)} ${chest + 8 * k},
      ${x(chest, side, 0.74)} ${chest + 10 * k}`;
    return fill(taper(blade, 5 * k), dark, 0.14 + ink.traits.build.muscle * 0.08);
  });
  return fill(taper(spine, 3 * k), dark, 0.16) + blades.join("");
}

/** Bust, chest muscles or belly, as shadows of their undersides. */
export function frontForms(ink: Ink, dark: Color, x: Across): string {
  const { frame } = ink.rig;
  const { k } = frame;
  const { muscle, belly } = ink.traits.build;
  const parts: string[] = [];
  const under = lerp(frame.chest, frame.waist, frame.bust > 0.3 ? 0.4 : 0.24);
  const strength = frame.bust > 0.3 ? 0.14 * Math.min(1.2, frame.bust) : muscle > 0.5 ? 0.2 * muscle : 0;
  if (strength > 0) {
    for (const side of [-1, 1] as const) {
      parts.push(
        fill(
          taper(
            pairs`${x(under, side, 0.1)} ${under - 5 * k}, ${x(under, side, 0.46)} ${under + 7 * k},
    ${x(under, side, 0.86)} ${under - 16 * k}`,
            7 * k,
          ),
          dark,
          strength,
        ),
      );
    }
  }
  if (belly > 0.3) {
    const y = lerp(frame.waist, frame.hip, 0.62);
    parts.push(
      fill(
        taper(
          pairs`${x(y, -1, 0.8)} ${y - 12 * k}, ${x(y, 1, 0.02)} ${y + 10 * k}, ${x(y, 1, 0.8)} ${y - 12 * k}`,
          8 * k,
        ),
        dark,
        0.14 * belly,
      ),
    );
  }
  return parts.join("");
}
