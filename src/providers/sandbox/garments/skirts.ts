import { drawLegSkin } from "../body/bare-body.ts";
import { type DrawContext, volume } from "../body/context.ts";
import { type Color, shade } from "../core/color.ts";
import { lerp, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { fill } from "../core/svg.ts";
import type { ClothPattern } from "../traits/cloth-words.ts";
import type { Outfit } from "../traits/outfit.ts";
import { BOTTOMS, type Bottom, type Hem, TOPS } from "./catalogue.ts";
import { fold, within } from "./garment.ts";
import { printOver } from "./patterns.ts";

/** A skirt with the legs below it. */
export function drawSkirt(ctx: DrawContext, bottom: Bottom, color: Color, pattern: ClothPattern | null): string {
  const { rig } = ctx;
  const { frame } = rig;
  const top = frame.waist + 4 * frame.k;
  const hem = lerp(frame.hip, frame.ankle, bottom.length);
  const legs = rig.legs.map((leg) => drawLegSkin(ctx, leg)).join("");
  const flare = (bottom.flare ?? 0) * lerp(0.75, 1, ctx.traits.age.grown);
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
  const paint = volume(ctx, color, lx, rx, 1.15);
  return (
    legs +
    fill(outline, paint) +
    within(
      ctx,
      outline,
      printOver(
        ctx,
        { pattern, color, accent: ctx.traits.outfit.accent },
        { left: lx - 20, right: rx + 20, top, bottom: hem + 20 },
      ) +
        skirtFolds(ctx, color, {
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
  ctx: DrawContext,
  color: Color,
  area: { top: number; hem: number; left: number; right: number; count: number },
): string {
  const { rig } = ctx;
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

/** Share of the legs that a dress of this length covers. */
const COVERED: Record<Hem, number> = {
  waist: 0.2,
  hip: 0.25,
  seat: 0.3,
  thigh: 0.42,
  knee: 0.58,
  calf: 0.8,
  ankle: 0.95,
};

/** A skirt or dress as it lies on the lap and legs of a seated person; null in trousers. */
export function lapOf({ top, bottom }: Outfit) {
  const skirt: Bottom | null = bottom && BOTTOMS[bottom.kind];
  if (skirt?.kind === "trousers") return null;
  const worn = bottom ?? top;
  const length = skirt === null ? COVERED[TOPS[top.kind].hem] : Math.min(0.95, skirt.length + 0.14);
  const cloth: Bottom = { kind: "trousers", length, ease: [9, 14, 17] };
  return { bottom: cloth, color: worn.color, pattern: worn.pattern };
}
