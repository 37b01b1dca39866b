import { drawLegSkin } from "../body/leg-skin.ts";
import { type Color, shade } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill } from "../core/sheet.ts";
import type { ClothPattern } from "../traits/color-words.ts";
import type { Bottom } from "./catalogue.ts";
import { fold, within } from "./cloth.ts";
import { printOver } from "./pattern.ts";

/** A skirt with the legs below it. */
export function drawSkirt(ink: Ink, bottom: Bottom, color: Color, pattern: ClothPattern | null): string {
  const { rig } = ink;
  const { frame } = rig;
  const top = frame.waist + 4 * frame.k;
  const hem = lerp(frame.hip, frame.ankle, bottom.length);
  const legs = rig.legs.map((leg) => drawLegSkin(ink, leg)).join("");
  const flare = (bottom.flare ?? 0) * lerp(0.75, 1, ink.traits.age.grown);
  const side = (s: 1 | -1): Point[] =>
    [0, 0.18, 0.36, 0.6, 0.8, 1].map((t): Point => {
      const y = lerp(top, hem, t);
      const below = Math.max(0, (y - frame.hip) / (hem - frame.hip));
      return [rig.edge(Math.min(y, frame.crotch), s, bottom.ease[0]) + s * flare * frame.k * below ** 0.85, y];
    });
  const right = side(1);
  const left = side(-1);
  const [rx, lx] = [(right[5] as Point)[0], (left[5] as Point)[0]];
  const sag = 6 * frame.k + Math.max(0, flare) * 0.13;
  const outline =
    smooth(pairs`${left[0] as Point}, ${left[0] as Point}, ${right.slice(0, 1)}, ${right}, ${right[5] as Point},
    ${lerp(lx, rx, 0.7)} ${hem + sag}, ${lerp(lx, rx, 0.3)} ${hem + sag}, ${left[5] as Point},
    ${left[5] as Point}, ${left.slice(1, 5).reverse()}`);
  const paint = volume(ink, color, lx, rx, 1.15);
  return (
    legs +
    fill(outline, paint) +
    within(
      ink,
      outline,
      printOver(
        ink,
        { pattern, color, accent: ink.traits.outfit.accent },
        { left: lx - 20, right: rx + 20, top, bottom: hem + 20 },
      ) +
        skirtFolds(ink, color, {
          top,
          hem,
          left: lx,
          right: rx,
          count: bottom.style === "pleats" ? 11 : flare > 20 ? 7 : 3,
        }),
    )
  );
}

/** Long falling folds between waist and hem; also the lower part of a dress. */
export function skirtFolds(
  ink: Ink,
  color: Color,
  area: { top: number; hem: number; left: number; right: number; count: number },
): string {
  const { rig } = ink;
  const { k } = rig.frame;
  const parts: string[] = [];
  for (let i = 0; i < area.count; i++) {
    const t = (i + 0.5) / area.count + (((i * 37) % 7) - 3) * 0.008;
    const low = lerp(area.left, area.right, t);
    const high = lerp(rig.edge(rig.frame.hip, -1), rig.edge(rig.frame.hip, 1), lerp(0.5, t, 0.9));
    const start = lerp(area.top, area.hem, 0.18 + ((i * 29) % 5) * 0.06);
    parts.push(
      fold(
        pairs`${lerp(high, low, 0.1)} ${start}, ${lerp(high, low, 0.55)} ${lerp(start, area.hem, 0.55)},
    ${low} ${area.hem + 10 * k}`,
        color,
        (area.count > 9 ? 6 : 9) * k,
        0.8,
      ),
    );
  }
  parts.push(
    fill(
      taper(
        pairs`${area.left} ${area.hem - 6 * k}, ${lerp(area.left, area.right, 0.5)} ${area.hem + 6 * k},
    ${area.right} ${area.hem - 6 * k}`,
        2,
      ),
      shade(color, 0.8),
      0.4,
    ),
  );
  return parts.join("");
}
