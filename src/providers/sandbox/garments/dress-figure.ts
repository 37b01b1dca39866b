import { drawArmSkin } from "../body/bare-body.ts";
import type { DrawContext } from "../body/context.ts";
import { drawHand } from "../body/hands.ts";
import type { Arm } from "../body/rig.ts";
import { type Color, shade } from "../core/color.ts";
import { lerp, num, smooth } from "../core/geometry.ts";
import { isDress } from "../traits/outfit.ts";
import { BOTTOMS, OUTERS, TOPS, type Top } from "./catalogue.ts";
import { drawFront } from "./fronts.ts";
import { clothEdge, clothOutline, cutOf, type Garment, within } from "./garment.ts";
import { drawCollar, drawNeckline } from "./necklines.ts";
import { drawOpening } from "./open-front.ts";
import { contrasting } from "./patterns.ts";
import { drawBareLegs, drawShoes } from "./shoes.ts";
import { drawSkirt, lapOf, skirtFolds } from "./skirts.ts";
import { drawArm } from "./sleeves.ts";
import { drawTorso } from "./torso.ts";
import { drawTrousers } from "./trousers.ts";

/** The layers of a dressed figure, in the order in which the page stacks them. */
type Dressed = {
  readonly armsUnder: string;
  readonly legs: string;
  readonly torso: string;
  readonly armsOver: string;
  readonly collar: string;
};

/** Draws the clothes on a rig. */
export function drawClothes(ctx: DrawContext): Dressed {
  const { outfit, details } = ctx.traits;
  const inner: Garment = {
    top: tucked(
      TOPS[outfit.top.kind],
      details.gear.has("suspenders") || (outfit.outer && OUTERS[outfit.outer.kind].hem === "hip"),
    ),
    color: outfit.top.color,
    pattern: outfit.top.pattern,
    accent: outfit.accent,
  };
  const outer: Garment | null = outfit.outer && {
    top: OUTERS[outfit.outer.kind],
    color: outfit.outer.color,
    pattern: outfit.outer.pattern,
    accent: outfit.accent,
  };
  const glove = details.gear.has("gloves") ? (details.colors.gear ?? shade(outfit.shoes.color, 0.1)) : null;
  const arms = ctx.rig.arms.map((arm) => ({ arm, drawn: dressedArm(ctx, arm, inner, outer, glove) }));
  const layer = (wanted: Arm["layer"]): string =>
    arms
      .filter(({ arm }) => arm.layer === wanted)
      .map(({ drawn }) => drawn)
      .join("");
  return {
    armsUnder: layer("under"),
    legs: legs(ctx),
    torso: torso(ctx, inner, outer),
    armsOver: layer("over"),
    collar: drawCollar(ctx, outer ?? inner, outer === null ? null : inner),
  };
}

/** A shirt under braces or a short jacket is tucked in. */
const tucked = (top: Top, held: boolean | null): Top => (held && top.hem === "seat" ? { ...top, hem: "hip" } : top);

function dressedArm(ctx: DrawContext, arm: Arm, inner: Garment, outer: Garment | null, glove: Color | null): string {
  if (outer !== null && outer.top.sleeve > 0) return drawArm(ctx, arm, outer, glove);
  if (outer !== null && inner.top.sleeve === 0) return drawArmSkin(ctx, arm) + drawHand(ctx, arm, glove);
  return drawArm(
    ctx,
    arm,
    inner.top.front === "bib" || inner.top.front === "drape"
      ? { ...inner, color: contrasting(inner.color, inner.accent), accent: inner.color }
      : inner,
    glove,
  );
}

function legs(ctx: DrawContext): string {
  const { outfit } = ctx.traits;
  const tall = outfit.shoes.kind === "high-boots";
  const shoes = drawShoes(ctx, outfit.shoes.kind, outfit.shoes.color);
  const lap = ctx.rig.frame.seated ? lapOf(outfit) : null;
  if (lap !== null) return drawTrousers(ctx, lap.bottom, lap.color, lap.pattern) + shoes;
  if (outfit.bottom === null) return drawBareLegs(ctx) + shoes;
  const bottom = BOTTOMS[outfit.bottom.kind];
  if (bottom.kind === "skirt") {
    const drawn = drawSkirt(ctx, bottom, outfit.bottom.color, outfit.bottom.pattern);
    return bottom.length > 0.8 ? shoes + drawn : drawn + shoes;
  }
  const drawn = drawTrousers(ctx, bottom, outfit.bottom.color, outfit.bottom.pattern);
  const narrow = bottom.ease[2] <= 5 && (tall || outfit.shoes.kind === "boots");
  return narrow || tall || bottom.length < 0.7 ? drawn + shoes : shoes + drawn;
}

function torso(ctx: DrawContext, inner: Garment, outer: Garment | null): string {
  const under =
    drawTorso(ctx, inner) +
    (inner.top.front === "drape"
      ? drawFront(ctx, inner) + drawNeckline(ctx, inner)
      : drawNeckline(ctx, inner) + drawFront(ctx, inner)) +
    (hasSkirt(inner.top, ctx) ? dressFolds(ctx, inner) : "");
  if (outer === null) return under;
  const below = lowerPart(ctx, cutOf(ctx, outer.top).hemY, cutOf(ctx, inner.top).hemY, under);
  if (ctx.rig.view === "back") return below + drawTorso(ctx, outer) + backSeam(ctx, outer);
  return below + drawTorso(ctx, outer) + drawOpening(ctx, outer, under);
}

/** What shows of the inner garment below the hem of the outer one. */
function lowerPart(ctx: DrawContext, from: number, to: number, content: string): string {
  if (to <= from) return "";
  const reach = 400;
  const area = `M${-reach} ${num(from - 30 * ctx.rig.frame.k)}H${reach}V${num(to + 60)}H${-reach}Z`;
  return within(ctx, area, content);
}

function backSeam(ctx: DrawContext, outer: Garment): string {
  return hasSkirt(outer.top, ctx) ? dressFolds(ctx, outer) : "";
}

const hasSkirt = (top: Top, ctx: DrawContext): boolean =>
  (top.flare ?? 0) > 4 && (isDress(ctx.traits.outfit.top.kind) || top.hem === "knee" || top.hem === "calf");

function dressFolds(ctx: DrawContext, garment: Garment): string {
  const { rig } = ctx;
  const cut = cutOf(ctx, garment.top);
  const area = {
    top: lerp(rig.frame.waist, rig.frame.hip, 0.3),
    hem: cut.hemY,
    left: clothEdge(rig, cut, cut.hemY, -1),
    right: clothEdge(rig, cut, cut.hemY, 1),
    count: cut.flare > 30 ? 8 : 4,
  };
  return within(ctx, smooth(clothOutline(rig, cut)), skirtFolds(ctx, garment.color, area));
}
