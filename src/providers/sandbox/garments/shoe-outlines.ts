import type { View } from "../body/rig.ts";
import type { Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";

/** A shoe outline per view, in thousandths: ankle at the origin, ground at y = 50, toes at +x in profile. */
export const UPPERS: Record<View, readonly Point[]> = {
  front: pairs`-16 -6!, -19 14, -26 32, -27 48, -14 58, 13 59, 26 50, 25 32, 18 14, 16 -6!`,
  back: pairs`-15 -6!, -19 16, -22 40, -21 51!, 21 51!, 22 40, 19 16, 15 -6!`,
  side: pairs`-19 -8!, -31 16, -34 48, -34 50, 88 50!, 97 42, 84 28, 52 18, 24 4, 18 -8!`,
};

export const SOLES: Record<View, readonly Point[]> = {
  front: pairs`-28 46, -14 57, 13 58, 27 48!, 26 56, 13 65, -14 64, -27 54, -28 46`,
  back: pairs`-22 44!, 22 44!, 22 55!, -22 55!`,
  side: pairs`-36 42!, 40 44, 97 38!, 98 48, 92 54!, -34 54!`,
};
