import { type Color, rgb, shade } from "../core/color.ts";
import { pick, type Random, stream } from "../core/random.ts";
import { type BottomName, type OuterName, type ShoeName, TOPS, type TopName } from "../garments/catalogue.ts";
import {
  BOTTOM_COLORS,
  type ClothPattern,
  COLOR_WORDS,
  COSTUMES,
  GARMENT_WORDS,
  OUTER_COLORS,
  PATTERN_WORDS,
  type Piece,
  SHOE_COLORS,
  TOP_COLORS,
} from "./cloth-words.ts";
import { earliestOf, firstOf, mentions, type Table } from "./read-text.ts";

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

/** Colours of leather shoes, when none is stated. */
const DARK_SHOES: readonly Color[] = ["#35302f", "#6e4630", "#4a3328", "#8a5f42", "#2b2930"];

/** Colour for the whole when only a colour is stated: "all black", "dressed in white". */
const OVERALL: Table<string> = [
  [/\b(?:all|dressed in|wearing|wears|clad in|clothed in|clothes in|outfit in) ((?:\w+ )?\w+)/, "overall"],
];

/** The outfit that a text describes, completed from the wardrobe by the identity seed. */
export function outfitOf(text: string, seed: number, wearer: Wearer): Outfit {
  const random = stream(seed, "outfit");
  const wardrobe = wardrobeOf(wearer);
  const costume = costumeIn(text);
  const stated = [...garmentsIn(text), ...costume];
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
  const overalls = stated.find(({ piece }) => piece.kind === "overalls");
  const clad = (colors: readonly Color[]): readonly Color[] => unlike(wearer.skin, colors);
  const worn = (slot: Piece["slot"]): NamedGarment | undefined =>
    slot === "top" && overalls ? overalls : stated.find(({ piece }) => piece.slot === slot);
  const dress = <Kind>(slot: Piece["slot"], kind: Kind): Worn<Kind> => {
    const hit = worn(slot);
    const color =
      hit?.color ??
      hit?.piece.color ??
      overallColor ??
      costume.find(({ piece }) => piece.slot === slot)?.piece.color ??
      pick(random, slot === "shoes" && kind !== "sneakers" ? DARK_SHOES : clad(SLOT_COLORS[slot]));
    return { kind, color, pattern: hit?.pattern ?? patternByChance(slot, hit, random) };
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
  const outerKind = outer?.slot === "outer" ? outer.kind : stated.length > 0 || isHeavy(under) ? null : chosen.outer;
  const bottom = worn("bottom")?.piece;
  const bottomKind =
    bottom?.slot === "bottom" ? bottom.kind : wearer.bareLegs ? "shorts" : (BELOW[under] ?? chosen.bottom);
  const shirt = overalls && stated.find(({ piece }) => piece.slot === "top" && piece.kind !== "overalls");
  const footwear = worn("shoes")?.piece;
  const result = {
    top: overalls ? overShirt(dress("top", under), shirt) : dress("top", under),
    outer: outerKind === null ? null : dress("outer", outerKind),
    bottom: isDress(under) && !(bottom && under === "minidress") ? null : dress("bottom", bottomKind),
    shoes: dress("shoes", footwear?.slot === "shoes" ? footwear.kind : chosen.shoes),
  };
  const chance = pick(random, clad(TOP_COLORS));
  return matchColors(
    { ...result, accent: shirt?.color ?? worn("top")?.accent ?? worn("bottom")?.accent ?? chance },
    stated,
  );
}

/** Overalls show the sleeves and the pattern of what is worn below them. */
function overShirt(overalls: Worn<TopName>, shirt: NamedGarment | undefined): Worn<TopName> {
  const long = shirt?.piece.slot === "top" && TOPS[shirt.piece.kind].sleeve > 0.5;
  return { ...overalls, kind: long ? "overalls-long" : overalls.kind, pattern: shirt?.pattern ?? null };
}

/** The smallest difference between cloth and skin, as a sum over the three channels (at most 765). */
const SKIN_DISTANCE = 105;

function unlike(skin: Color, colors: readonly Color[]): readonly Color[] {
  const [r, g, b] = rgb(skin);
  const apart = colors.filter((color) => {
    const [x, y, z] = rgb(color);
    return Math.abs(r - x) + Math.abs(g - y) + Math.abs(b - z) > SKIN_DISTANCE;
  });
  return apart.length > 0 ? apart : colors;
}

/** The lower garment that belongs to a top. */
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

/** Whether a top is a dress, which needs no lower garment. */
export const isDress = (kind: TopName): boolean => DRESSES.includes(kind);

const isHeavy = (kind: TopName): boolean =>
  kind === "hoodie" || kind === "overalls" || kind === "sweater" || isDress(kind);

function patternByChance(slot: Piece["slot"], hit: NamedGarment | undefined, random: Random): ClothPattern | null {
  const chance = random();
  if (slot !== "top" || hit !== undefined) return null;
  return chance < 0.14 ? "stripes" : chance < 0.2 ? "dots" : chance < 0.26 ? "emblem" : null;
}

/** Gives pieces that belong together one colour, and darkens an unstated bottom that has the colour of its top. */
function matchColors(outfit: Outfit, stated: readonly NamedGarment[]): Outfit {
  const { top, bottom } = outfit;
  if (bottom === null) return outfit;
  if (top.kind === "overalls" || top.kind === "overalls-long")
    return { ...outfit, bottom: { ...bottom, color: top.color } };
  const oneSuit =
    top.kind === "bodysuit" && !stated.some(({ piece, color }) => piece.slot === "bottom" && (color ?? piece.color));
  if (oneSuit) return { ...outfit, bottom: { ...bottom, color: top.color } };
  const suited = outfit.outer?.kind === "bomber" && bottom.kind === "joggers" && stated.length > 0;
  if (suited && outfit.outer) return { ...outfit, bottom: { ...bottom, color: outfit.outer.color } };
  if (
    (top.kind === "gi" || top.kind === "scrubs") &&
    !stated.some(({ piece, color }) => piece.slot === "bottom" && color !== undefined)
  )
    return { ...outfit, bottom: { ...bottom, color: top.color } };
  const unstated = !stated.some(({ piece }) => piece.slot === "bottom");
  return unstated && bottom.color === top.color
    ? { ...outfit, bottom: { ...bottom, color: shade(bottom.color, 0.35) } }
    : outfit;
}

/** A garment that a text names. */
type NamedGarment = {
  readonly piece: Piece;
  readonly color?: Color | undefined;
  readonly pattern?: ClothPattern | undefined;
  /** Colour of the pattern. */
  readonly accent?: Color | undefined;
};

/** Where a clause ends. A colour word applies within its clause only. */
const CLAUSE_END = /[;,.]|\b(?:and|with|over|under|plus)\b/g;

/** Largest number of garments read from one text. */
const MAX_GARMENTS = 16;

/** The garments a text names, each with the colour word that stands before it in its clause or right behind it. */
function garmentsIn(text: string): NamedGarment[] {
  const found: NamedGarment[] = [];
  let rest = text;
  while (found.length < MAX_GARMENTS) {
    const match = earliestOf(GARMENT_WORDS, rest);
    if (match === undefined) break;
    const clause = lastClause(rest.slice(0, match.index));
    const refused = /\b(?:no|without)\b/.test(clause);
    const behind = followingWords(rest.slice(match.end));
    const words = `${clause}${rest.slice(match.index, match.end)}`;
    if (!refused) {
      found.push({
        piece: match.value,
        color: lastColor(clause) ?? (/^(?:in|of) /.test(behind) ? firstOf(COLOR_WORDS, behind) : undefined),
        pattern: firstOf(PATTERN_WORDS, words) ?? firstOf(PATTERN_WORDS, behind),
        accent: firstOf(PATTERN_WORDS, behind) ? firstOf(COLOR_WORDS, behind) : undefined,
      });
    }
    rest = rest.slice(match.end);
  }
  return found;
}

/** The pieces of a whole outfit named by one word. A suit takes the colour stated before it. */
function costumeIn(text: string): NamedGarment[] {
  const row = COSTUMES.find(([pattern]) => mentions(text, pattern));
  const match = row?.[0].exec(text);
  if (row === undefined || match === null || match === undefined) return [];
  const color = match[0].endsWith("suit") ? lastColor(lastClause(text.slice(0, match.index))) : undefined;
  return row[1].map((piece) => ({
    piece,
    color: piece.slot === "outer" || piece.slot === "bottom" ? color : undefined,
  }));
}

const lastClause = (before: string): string => before.split(CLAUSE_END).pop() ?? "";

/** The words behind a garment that describe it: up to the next comma, and none when they name another garment. */
function followingWords(after: string): string {
  const words = /^ (?:in|of|with) [^;,.]{0,40}/.exec(after)?.[0].trim() ?? "";
  const next = earliestOf(GARMENT_WORDS, words);
  return next === undefined ? words : "";
}

/**
 * The last colour, which is nearest to the garment: "red hair, blue eyes … yellow jacket". Colours of hair and eyes
 * are ignored.
 */
function lastColor(clause: string): Color | undefined {
  const cloth = clause.replace(/\b[a-z ]{0,24}\b(?:hair\w*|eye\w*|skin\w*|beard)\b/g, " ");
  const words = cloth.trim().split(" ");
  for (let from = words.length - 1; from >= Math.max(0, words.length - 6); from--) {
    const color = firstOf(COLOR_WORDS, words.slice(Math.max(0, from - 1)).join(" "));
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

/** What the choice of clothes depends on. */
type Wearer = {
  readonly masculine: number;
  readonly years: number;
  readonly sporty: boolean;
  /** Wears a tie, so that the top must have a collar. */
  readonly tied: boolean;
  /** Shows the legs, unless a lower garment is stated. */
  readonly bareLegs: boolean;
  /** Unstated cloth avoids this colour, because it would look like bare skin. */
  readonly skin: Color;
};

function wardrobeOf({ masculine, years, sporty }: Wearer): Wardrobe {
  if (years < 12) return WARDROBES.child;
  if (years >= 66 && !sporty) return WARDROBES[masculine >= 0.5 ? "elder-masculine" : "elder-feminine"];
  if (sporty) return WARDROBES.sport;
  return masculine > 0.6 ? WARDROBES.masculine : masculine < 0.4 ? WARDROBES.feminine : WARDROBES.neutral;
}
