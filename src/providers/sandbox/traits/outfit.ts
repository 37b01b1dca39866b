import type { Color } from "../core/color.ts";
import { shade } from "../core/color.ts";
import { pick, type Random, stream } from "../core/random.ts";
import type { BottomName, OuterName, ShoeName, TopName } from "../garments/catalogue.ts";
import {
  BOTTOM_COLORS,
  type ClothPattern,
  COLOR_WORDS,
  OUTER_COLORS,
  PATTERN_WORDS,
  SHOE_COLORS,
  TOP_COLORS,
} from "./color-words.ts";
import { COSTUMES, GARMENT_WORDS, type Piece } from "./garment-words.ts";
import { earliestOf, firstOf, type Table } from "./match.ts";

export type Worn<Kind> = { readonly kind: Kind; readonly color: Color; readonly pattern: ClothPattern | null };

/** Everything worn from neck to toe. `bottom` is null under a dress. */
export type Outfit = {
  readonly top: Worn<TopName>;
  readonly outer: Worn<OuterName> | null;
  readonly bottom: Worn<BottomName> | null;
  readonly shoes: Worn<ShoeName>;
  /** Second colour: stripes, linings, ties. */
  readonly accent: Color;
};

type Told = { readonly piece: Piece; readonly color: Color | undefined; readonly pattern: ClothPattern | undefined };

/** Clauses end here; a colour word does not reach over one. */
const CLAUSE_END = /[;,.]|\b(?:and|with|over|under|plus)\b/g;

/** The garments a text names, each with the colour word that stands before it in its clause or right behind it. */
function toldGarments(text: string): Told[] {
  const found: Told[] = [];
  let rest = text;
  for (let guard = 0; guard < 16; guard++) {
    const match = earliestOf(GARMENT_WORDS, rest);
    if (match === undefined) break;
    const before = rest.slice(0, match.index);
    const clause = before.split(CLAUSE_END).pop() ?? "";
    const words = rest.slice(before.length - clause.length, match.end);
    const behind = /^ (?:in|of|with) ((?:\w+ ){0,2}\w+)/.exec(rest.slice(match.end))?.[1] ?? "";
    if (!/\b(?:no|without)\b/.test(clause)) {
      found.push({
        piece: match.value,
        color: lastColor(clause) ?? firstOf(COLOR_WORDS, behind.split(CLAUSE_END)[0] ?? ""),
        pattern: firstOf(PATTERN_WORDS, words),
      });
    }
    rest = rest.slice(match.end);
  }
  return found;
}

/** The colour said last, nearest to the garment: "red hair, blue eyes … yellow jacket". Hair and eyes are not cloth. */
function lastColor(clause: string): Color | undefined {
  const cloth = clause.replace(/\b[a-z ]{0,24}\b(?:hair\w*|eye\w*|skin\w*|beard)\b/g, " ");
  const words = cloth.split(" ");
  for (let from = words.length - 1; from >= Math.max(0, words.length - 6); from--) {
    const color = firstOf(COLOR_WORDS, words.slice(from === 0 ? 0 : from - 1).join(" ")) ?? undefined;
    if (color !== undefined) return color;
  }
  return undefined;
}

type Wardrobe = {
  tops: readonly TopName[];
  outers: readonly (OuterName | null)[];
  bottoms: readonly BottomName[];
  shoes: readonly ShoeName[];
};

const WARDROBES: Record<
  "masculine" | "feminine" | "neutral" | "child" | "sport" | "elder-feminine" | "elder-masculine",
  Wardrobe
> = {
  masculine: {
    tops: ["tee", "shirt", "sweater", "hoodie", "polo", "longsleeve"],
    outers: [null, null, "jacket", "denim", "bomber", "blazer"],
    bottoms: ["jeans", "chinos", "jeans", "cargo", "suit"],
    shoes: ["sneakers", "boots", "shoes"],
  },
  feminine: {
    tops: ["blouse", "sweater", "tee", "turtleneck", "dress", "v-tee", "sundress"],
    outers: [null, null, null, "denim", "cardigan", "blazer", "coat"],
    bottoms: ["jeans", "skinny", "skirt", "wide", "pleated", "chinos"],
    shoes: ["sneakers", "boots", "flats", "heels"],
  },
  neutral: {
    tops: ["tee", "shirt", "sweater", "hoodie", "turtleneck", "shirt-short"],
    outers: [null, null, "denim", "bomber", "coat", "cardigan"],
    bottoms: ["jeans", "chinos", "wide", "cargo", "joggers"],
    shoes: ["sneakers", "boots"],
  },
  child: {
    tops: ["tee", "hoodie", "longsleeve", "overalls", "sweater"],
    outers: [null, null, null, "bomber", "denim"],
    bottoms: ["jeans", "shorts", "joggers", "chinos"],
    shoes: ["sneakers", "sneakers", "boots"],
  },
  sport: {
    tops: ["tank", "tank", "tee"],
    outers: [null, null, null, "bomber"],
    bottoms: ["joggers", "leggings", "shorts"],
    shoes: ["sneakers"],
  },
  "elder-feminine": {
    tops: ["blouse", "dress", "sweater", "turtleneck"],
    outers: ["cardigan", null, "cardigan", "coat"],
    bottoms: ["chinos", "skirt", "suit"],
    shoes: ["flats", "shoes"],
  },
  "elder-masculine": {
    tops: ["shirt", "polo", "sweater"],
    outers: ["cardigan", "vest", "blazer", null],
    bottoms: ["suit", "chinos"],
    shoes: ["shoes", "shoes", "sneakers"],
  },
};

/** Who is to be dressed. */
export type Wearer = { readonly masculine: number; readonly years: number; readonly sporty: boolean };

function wardrobeOf({ masculine, years, sporty }: Wearer): Wardrobe {
  if (years < 12) return WARDROBES.child;
  if (years >= 66 && !sporty) return WARDROBES[masculine >= 0.5 ? "elder-masculine" : "elder-feminine"];
  if (sporty) return WARDROBES.sport;
  return masculine > 0.6 ? WARDROBES.masculine : masculine < 0.4 ? WARDROBES.feminine : WARDROBES.neutral;
}

const SLOT_COLORS: Record<Piece["slot"], readonly Color[]> = {
  top: TOP_COLORS,
  outer: OUTER_COLORS,
  bottom: BOTTOM_COLORS,
  shoes: SHOE_COLORS,
};

/** Colour for the whole when only a colour is told: "all black", "dressed in white". */
const OVERALL: Table<string> = [
  [/\b(?:all|dressed in|wearing|wears|clad in|clothed in|clothes in|outfit in) ((?:\w+ )?\w+)/, "overall"],
];

/** The outfit that a text tells, completed from the wardrobe by the identity seed. */
export function outfitOf(text: string, seed: number, wearer: Wearer): Outfit {
  const random = stream(seed, "outfit");
  const wardrobe = wardrobeOf(wearer);
  const costume = (firstOf(COSTUMES, text) ?? []).map(
    (piece): Told => ({ piece, color: undefined, pattern: undefined }),
  );
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
  const worn = <Slot extends Piece["slot"]>(slot: Slot) => told.find(({ piece }) => piece.slot === slot);
  const dress = <Kind>(slot: Piece["slot"], kind: Kind): Worn<Kind> => {
    const hit = worn(slot);
    const color = hit?.color ?? hit?.piece.color ?? overallColor ?? pick(random, SLOT_COLORS[slot]);
    return { kind, color, pattern: hit?.pattern ?? untoldPattern(slot, hit, random) };
  };
  const top = worn("top")?.piece;
  const topKind = top?.slot === "top" ? top.kind : worn("bottom") && isDress(chosen.top) ? "blouse" : chosen.top;
  const under = worn("outer") && isDress(topKind) && !top ? "tee" : topKind;
  const outer = worn("outer")?.piece;
  const outerKind = outer?.slot === "outer" ? outer.kind : told.length > 0 || isHeavy(under) ? null : chosen.outer;
  const bottom = worn("bottom")?.piece;
  const bottomKind = bottom?.slot === "bottom" ? bottom.kind : under === "overalls" ? "jeans" : chosen.bottom;
  const footwear = worn("shoes")?.piece;
  const result = {
    top: dress("top", under),
    outer: outerKind === null ? null : dress("outer", outerKind),
    bottom: isDress(under) && !(bottom && under === "minidress") ? null : dress("bottom", bottomKind),
    shoes: dress("shoes", footwear?.slot === "shoes" ? footwear.kind : chosen.shoes),
  };
  return harmonised({ ...result, accent: pick(random, TOP_COLORS) }, told);
}

const DRESSES: readonly TopName[] = ["dress", "sundress", "minidress", "gown", "robe", "kimono", "cheongsam"];
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
  if (top.kind === "overalls") return { ...outfit, bottom: { ...bottom, color: top.color } };
  const oneSuit =
    top.kind === "bodysuit" && !told.some(({ piece, color }) => piece.slot === "bottom" && (color ?? piece.color));
  if (oneSuit) return { ...outfit, bottom: { ...bottom, color: top.color } };
  const suited = outfit.outer?.kind === "bomber" && bottom.kind === "joggers" && told.length > 0;
  if (suited && outfit.outer) return { ...outfit, bottom: { ...bottom, color: outfit.outer.color } };
  const untold = !told.some(({ piece }) => piece.slot === "bottom");
  return untold && bottom.color === top.color
    ? { ...outfit, bottom: { ...bottom, color: shade(bottom.color, 0.35) } }
    : outfit;
}
