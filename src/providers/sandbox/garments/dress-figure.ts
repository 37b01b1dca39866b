import { drawArmSkin } from "../body/bare-body.ts";
import type { Ink } from "../body/context.ts";
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
export function dressFigure(ink: Ink): Dressed {
  const { outfit, details } = ink.traits;
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
  const arms = ink.rig.arms.map((arm) => ({ arm, drawn: dressedArm(ink, arm, inner, outer, glove) }));
  const layer = (wanted: Arm["layer"]): string =>
    arms
      .filter(({ arm }) => arm.layer === wanted)
      .map(({ drawn }) => drawn)
      .join("");
  return {
    armsUnder: layer("under"),
    legs: legs(ink),
    torso: torso(ink, inner, outer),
    armsOver: layer("over"),
    collar: drawCollar(ink, outer ?? inner, outer === null ? null : inner),
  };
}

/** A shirt under braces or a short jacket is tucked in. */
const tucked = (top: Top, held: boolean | null): Top => (held && top.hem === "seat" ? { ...top, hem: "hip" } : top);

function dressedArm(ink: Ink, arm: Arm, inner: Garment, outer: Garment | null, glove: Color | null): string {
  if (outer !== null && outer.top.sleeve > 0) return drawArm(ink, arm, outer, glove);
  if (outer !== null && inner.top.sleeve === 0) return drawArmSkin(ink, arm) + drawHand(ink, arm, glove);
  return drawArm(
    ink,
    arm,
    inner.top.front === "bib" || inner.top.front === "drape"
      ? { ...inner, color: contrasting(inner.color, inner.accent), accent: inner.color }
      : inner,
    glove,
  );
}

function legs(ink: Ink): string {
  const { outfit } = ink.traits;
  const tall = outfit.shoes.kind === "high-boots";
  const shoes = drawShoes(ink, outfit.shoes.kind, outfit.shoes.color);
  const lap = ink.rig.frame.seated ? lapOf(outfit) : null;
  if (lap !== null) return drawTrousers(ink, lap.bottom, lap.color, lap.pattern) + shoes;
  if (outfit.bottom === null) return drawBareLegs(ink) + shoes;
  const bottom = BOTTOMS[outfit.bottom.kind];
  if (bottom.kind === "skirt") {
    const drawn = drawSkirt(ink, bottom, outfit.bottom.color, outfit.bottom.pattern);
    return bottom.length > 0.8 ? shoes + drawn : drawn + shoes;
  }
  const drawn = drawTrousers(ink, bottom, outfit.bottom.color, outfit.bottom.pattern);
  const narrow = bottom.ease[2] <= 5 && (tall || outfit.shoes.kind === "boots");
  return narrow || tall || bottom.length < 0.7 ? drawn + shoes : shoes + drawn;
}

function torso(ink: Ink, inner: Garment, outer: Garment | null): string {
  const under =
    drawTorso(ink, inner) +
    (inner.top.front === "drape"
      ? drawFront(ink, inner) + drawNeckline(ink, inner)
      : drawNeckline(ink, inner) + drawFront(ink, inner)) +
    (hasSkirt(inner.top, ink) ? dressFolds(ink, inner) : "");
  if (outer === null) return under;
  const below = lowerPart(ink, cutOf(ink, outer.top).hemY, cutOf(ink, inner.top).hemY, under);
  if (ink.rig.view === "back") return below + drawTorso(ink, outer) + backSeam(ink, outer);
  return below + drawTorso(ink, outer) + drawOpening(ink, outer, under);
}

/** What shows of the inner garment below the hem of the outer one. */
function lowerPart(ink: Ink, from: number, to: number, content: string): string {
  if (to <= from) return "";
  const reach = 400;
  const area = `M${-reach} ${num(from - 30 * ink.rig.frame.k)}H${reach}V${num(to + 60)}H${-reach}Z`;
  return within(ink, area, content);
}

function backSeam(ink: Ink, outer: Garment): string {
  return hasSkirt(outer.top, ink) ? dressFolds(ink, outer) : "";
}

const hasSkirt = (top: Top, ink: Ink): boolean =>
  (top.flare ?? 0) > 4 && (isDress(ink.traits.outfit.top.kind) || top.hem === "knee" || top.hem === "calf");

function dressFolds(ink: Ink, garment: Garment): string {
  const { rig } = ink;
  const cut = cutOf(ink, garment.top);
  const area = {
    top: lerp(rig.frame.waist, rig.frame.hip, 0.3),
    hem: cut.hemY,
    left: clothEdge(rig, cut, cut.hemY, -1),
    right: clothEdge(rig, cut, cut.hemY, 1),
    count: cut.flare > 30 ? 8 : 4,
  };
  return within(ink, smooth(clothOutline(rig, cut)), skirtFolds(ink, garment.color, area));
}
