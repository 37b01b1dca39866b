import { type Color, rgb, shade } from "../core/color.ts";
import { pick, type Random, stream } from "../core/random.ts";
import { type BottomName, type OuterName, type ShoeName, TOPS, type TopName } from "../garments/catalogue.ts";
import { BOTTOM_COLORS, type ClothPattern, COLOR_WORDS, OUTER_COLORS, SHOE_COLORS, TOP_COLORS } from "./color-words.ts";
import type { Piece } from "./garment-words.ts";
import { earliestOf, firstOf, type Table } from "./match.ts";
import { CLAUSE_END, type Told, toldCostume, toldGarments } from "./told-garments.ts";
import { type Wearer, wardrobeOf } from "./wardrobe.ts";

type Worn<Kind> = { readonly kind: Kind; readonly color: Color; readonly pattern: ClothPattern | null };

/** Everything worn from neck to toe. `bottom` is null under a dress. */
export type Outfit = {
  readonly top: Worn<TopName>;
  readonly outer: Worn<OuterName> | null;
  readonly bottom: Worn<BottomName> | null;
  readonly shoes: Worn<ShoeName>;
  /** Second colour: stripes, linings, ties. */
  readonly accent: Color;
};

const SLOT_COLORS: Record<Piece["slot"], readonly Color[]> = {
  top: TOP_COLORS,
  outer: OUTER_COLORS,
  bottom: BOTTOM_COLORS,
  shoes: SHOE_COLORS,
};

/** Shoes of leather, when no colour is told. */
const DARK_SHOES: readonly Color[] = ["#35302f", "#6e4630", "#4a3328", "#8a5f42", "#2b2930"];

/** Colour for the whole when only a colour is told: "all black", "dressed in white". */
const OVERALL: Table<string> = [
  [/\b(?:all|dressed in|wearing|wears|clad in|clothed in|clothes in|outfit in) ((?:\w+ )?\w+)/, "overall"],
];

/** The outfit that a text tells, completed from the wardrobe by the identity seed. */
export function outfitOf(text: string, seed: number, wearer: Wearer): Outfit {
  const random = stream(seed, "outfit");
  const wardrobe = wardrobeOf(wearer);
  const costume = toldCostume(text);
  const told = [...toldGarments(text), ...costume];
  const overall = earliestOf(OVERALL, text);
  const overallColor = overall
    ? firstOf(COLOR_WORDS, text.slice(overall.index, overall.index + 30).split(CLAUSE_END)[0] ?? "")
    : undefined;
  const chosen = {
    top: pick(random, wardrobe.tops),
    outer: pick(random, wardrobe.outers),
    bottom: pick(random, wardrobe.bottoms),
    shoes: pick(random, wardrobe.shoes),
  };
  const overalls = told.find(({ piece }) => piece.kind === "overalls");
  const clad = (colors: readonly Color[]): readonly Color[] => unlike(wearer.skin, colors);
  const worn = (slot: Piece["slot"]): Told | undefined =>
    slot === "top" && overalls ? overalls : told.find(({ piece }) => piece.slot === slot);
  const dress = <Kind>(slot: Piece["slot"], kind: Kind): Worn<Kind> => {
    const hit = worn(slot);
    const color =
      hit?.color ??
      hit?.piece.color ??
      overallColor ??
      costume.find(({ piece }) => piece.slot === slot)?.piece.color ??
      pick(random, slot === "shoes" && kind !== "sneakers" ? DARK_SHOES : clad(SLOT_COLORS[slot]));
    return { kind, color, pattern: hit?.pattern ?? untoldPattern(slot, hit, random) };
  };
  const top = worn("top")?.piece;
  const topKind =
    top?.slot === "top"
      ? top.kind
      : wearer.tied
        ? "shirt"
        : worn("bottom") && isDress(chosen.top)
          ? "blouse"
          : chosen.top;
  const under = worn("outer") && (isDress(topKind) || topKind === "tank") && !top ? "tee" : topKind;
  const outer = worn("outer")?.piece;
  const outerKind = outer?.slot === "outer" ? outer.kind : told.length > 0 || isHeavy(under) ? null : chosen.outer;
  const bottom = worn("bottom")?.piece;
  const bottomKind =
    bottom?.slot === "bottom" ? bottom.kind : wearer.bareLegs ? "shorts" : (BELOW[under] ?? chosen.bottom);
  const shirt = overalls && told.find(({ piece }) => piece.slot === "top" && piece.kind !== "overalls");
  const footwear = worn("shoes")?.piece;
  const result = {
    top: overalls ? overShirt(dress("top", under), shirt) : dress("top", under),
    outer: outerKind === null ? null : dress("outer", outerKind),
    bottom: isDress(under) && !(bottom && under === "minidress") ? null : dress("bottom", bottomKind),
    shoes: dress("shoes", footwear?.slot === "shoes" ? footwear.kind : chosen.shoes),
  };
  const chance = pick(random, clad(TOP_COLORS));
  return harmonised(
    { ...result, accent: shirt?.color ?? worn("top")?.accent ?? worn("bottom")?.accent ?? chance },
    told,
  );
}

/** Overalls show the sleeves and the pattern of what is worn below them. */
function overShirt(overalls: Worn<TopName>, shirt: Told | undefined): Worn<TopName> {
  const long = shirt?.piece.slot === "top" && TOPS[shirt.piece.kind].sleeve > 0.5;
  return { ...overalls, kind: long ? "overalls-long" : overalls.kind, pattern: shirt?.pattern ?? null };
}

/** Sum over the channels, of 765, by which cloth must differ from the skin. */
const SKIN_DISTANCE = 105;

function unlike(skin: Color, colors: readonly Color[]): readonly Color[] {
  const [r, g, b] = rgb(skin);
  const apart = colors.filter((color) => {
    const [x, y, z] = rgb(color);
    return Math.abs(r - x) + Math.abs(g - y) + Math.abs(b - z) > SKIN_DISTANCE;
  });
  return apart.length > 0 ? apart : colors;
}

/** What is worn below tops that ask for it. */
const BELOW: Partial<Record<TopName, BottomName>> = {
  overalls: "jeans",
  kurta: "leggings",
  tunic: "leggings",
  armor: "leggings",
  bodysuit: "leggings",
  gi: "wide",
  scrubs: "chinos",
};

const DRESSES: readonly TopName[] = ["dress", "sundress", "minidress", "gown", "robe", "kimono", "cheongsam", "sari"];

export const isDress = (kind: TopName): boolean => DRESSES.includes(kind);

const isHeavy = (kind: TopName): boolean =>
  kind === "hoodie" || kind === "overalls" || kind === "sweater" || isDress(kind);

function untoldPattern(slot: Piece["slot"], hit: Told | undefined, random: Random): ClothPattern | null {
  const chance = random();
  if (slot !== "top" || hit !== undefined) return null;
  return chance < 0.14 ? "stripes" : chance < 0.2 ? "dots" : chance < 0.26 ? "emblem" : null;
}

/** Pieces that belong together get one colour; top and bottom of one untold colour are told apart. */
function harmonised(outfit: Outfit, told: readonly Told[]): Outfit {
  const { top, bottom } = outfit;
  if (bottom === null) return outfit;
  if (top.kind === "overalls" || top.kind === "overalls-long")
    return { ...outfit, bottom: { ...bottom, color: top.color } };
  const oneSuit =
    top.kind === "bodysuit" && !told.some(({ piece, color }) => piece.slot === "bottom" && (color ?? piece.color));
  if (oneSuit) return { ...outfit, bottom: { ...bottom, color: top.color } };
  const suited = outfit.outer?.kind === "bomber" && bottom.kind === "joggers" && told.length > 0;
  if (suited && outfit.outer) return { ...outfit, bottom: { ...bottom, color: outfit.outer.color } };
  if (
    (top.kind === "gi" || top.kind === "scrubs") &&
    !told.some(({ piece, color }) => piece.slot === "bottom" && color !== undefined)
  )
    return { ...outfit, bottom: { ...bottom, color: top.color } };
  const untold = !told.some(({ piece }) => piece.slot === "bottom");
  return untold && bottom.color === top.color
    ? { ...outfit, bottom: { ...bottom, color: shade(bottom.color, 0.35) } }
    : outfit;
}
