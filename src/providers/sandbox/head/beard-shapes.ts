import type { Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import type { FacialHair } from "../traits/detail-names.ts";

type Shape = { readonly front: readonly Point[]; readonly side: readonly Point[] };

/** Right halves of beards from the front (jaw outline units, before the jaw's own width), and closed outlines in profile. */
export const BEARDS: Partial<Record<FacialHair, Shape>> = {
  beard: {
    front: pairs`0 58, 9 57.5, 14 54, 20.5 46, 20.5 41, 30 40, 41 28, 47 6, 51.5 2, 53.5 22, 49 47, 38 70, 20 86,
    0 90`,
    side: pairs`1 2, 9 4, 13 24, 25 36, 40 37, 46 42, 50 55, 53 62, 55 74, 50 86, 34 88, 14 76, -5 58, -9 34`,
  },
  "long-beard": {
    front: pairs`0 58, 9 57.5, 14 54, 20.5 46, 20.5 41, 30 40, 41 28, 47 6, 51.5 2, 53.5 24, 51 52, 46 86, 34 126,
    16 154, 0 162`,
    side: pairs`1 2, 9 4, 13 24, 25 36, 40 37, 46 42, 50 55, 55 62, 63 84, 62 120, 48 154, 34 138, 12 98, -6 60,
    -9 34`,
  },
  goatee: {
    front: pairs`0 57, 10 57.5, 16 54, 19 46, 23 47, 22 60, 16 76, 8 85, 0 87`,
    side: pairs`40 43, 46 42, 49 54, 53 61, 56 72, 51 85, 40 83, 34 70, 36 54`,
  },
  sideburns: {
    front: pairs`44 42, 33 46, 36 34, 45 16, 47 0, 52 0, 53.5 24, 50 42`,
    side: pairs`0 0, 9 2, 14 22, 28 38, 22 50, 4 52, -8 40`,
  },
};

/** Right half of a moustache from the front, and its outline in profile. */
export const MOUSTACHES: Partial<Record<FacialHair, Shape>> = {
  moustache: {
    front: pairs`0 36.5, 7 35.8, 15 39, 22 46, 23 49.5, 16 46.5, 7 44.5, 0 43.5`,
    side: pairs`44 47, 48 40, 55 35.5, 60.5 40, 58 44, 51 45`,
  },
  handlebar: {
    front: pairs`0 36, 8 35, 17 39, 27 44, 35 39, 37 32, 40 38, 36 48, 25 50.5, 13 47.5, 5 45.5, 0 44.5`,
    side: pairs`32 40, 37 46, 46 40, 55 35, 61 40, 58 46, 48 47.5, 38 52, 31 48, 29 37`,
  },
};
