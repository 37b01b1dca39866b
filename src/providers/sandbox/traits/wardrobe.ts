import type { Color } from "../core/color.ts";
import type { BottomName, OuterName, ShoeName, TopName } from "../garments/catalogue.ts";

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
export type Wearer = {
  readonly masculine: number;
  readonly years: number;
  readonly sporty: boolean;
  /** Wears a tie, so there is a collar to it. */
  readonly tied: boolean;
  /** Would rather show the legs. */
  readonly bareLegs: boolean;
  /** Untold cloth is not of this colour: it would look like none. */
  readonly skin: Color;
};

export function wardrobeOf({ masculine, years, sporty }: Wearer): Wardrobe {
  if (years < 12) return WARDROBES.child;
  if (years >= 66 && !sporty) return WARDROBES[masculine >= 0.5 ? "elder-masculine" : "elder-feminine"];
  if (sporty) return WARDROBES.sport;
  return masculine > 0.6 ? WARDROBES.masculine : masculine < 0.4 ? WARDROBES.feminine : WARDROBES.neutral;
}
