import type { Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import type { HairStyle } from "./styles.ts";

type Hairline = {
  /** From the left temple over the forehead to the right one, for a skull of half width 53.5. */
  readonly front: readonly Point[];
  /** Where the hair parts: strands flow from here to both sides; null = they flow back from the forehead. */
  readonly part: Point | null;
  /** Profile: points from the temple forwards to the forehead. */
  readonly side: readonly Point[];
};

const double = (x: number, y: number): Point[] => pairs`${x} ${y}!`;
const even = (half: readonly Point[]): Point[] => [
  ...half,
  ...half
    .map(([x, y]): Point => [-x, y])
    .reverse()
    .slice(half[half.length - 1]?.[0] === 0 ? 1 : 0),
];

const BACK_SIDE: readonly Point[] = pairs`15 -4, 19 -20, 30 -33, 36 -50, 43 -57`;

/** Lower edge of the hair over the forehead, by fringe. */
export const HAIRLINES: Record<HairStyle["fringe"], Hairline> = {
  back: {
    front: even(pairs`-48 -6, -46 -26, -36 -46, -18 -55, 0 -56`),
    part: null,
    side: BACK_SIDE,
  },
  short: {
    front: even(pairs`-48 -4, -46 -28, -42 -42, -24 -50, 0 -51`),
    part: null,
    side: pairs`15 -4, 18 -20, 32 -28, 38 -44, 46 -53`,
  },
  quiff: {
    front: even(pairs`-48 -4, -46 -30, -40 -45, -20 -53, 0 -54`),
    part: null,
    side: pairs`15 -4, 19 -22, 32 -30, 38 -46, 45 -55`,
  },
  receding: {
    front: even(pairs`-48 -10, -47 -36, -42 -54, -24 -64, 0 -58`),
    part: null,
    side: pairs`14 -8, 16 -28, 22 -48, 26 -62, 36 -66`,
  },
  middle: {
    front: [
      ...even(pairs`-50 2, -47 -15, -38 -33, -20 -50`).slice(0, 4),
      ...double(0, -63),
      ...even(pairs`-50 2, -47 -15, -38 -33, -20 -50`).slice(4),
    ],
    part: [0, -63],
    side: pairs`20 0, 24 -14, 34 -32, 42 -50, 40 -64`,
  },
  curtain: {
    front: pairs`-51 12, -46 -6, -37 -21, -22 -36, 0 -60!, 22 -36, 37 -21, 46 -6, 51 12`,
    part: [0, -60],
    side: pairs`22 6, 28 -4, 44 -22, 51 -40, 42 -62`,
  },
  side: {
    front: pairs`-49 0, -47 -22, -40 -42, -25 -61!, -2 -43, 24 -33, 41 -22, 50 -2`,
    part: [-25, -61],
    side: pairs`15 -4, 22 -18, 40 -26, 51 -38, 48 -54`,
  },
  blunt: {
    front: pairs`-50 4, -47 -9!, -36 -11.5, -24 -10.5, -12 -12, 0 -11, 12 -12, 24 -10.5, 36 -11.5, 47 -9!, 50 4`,
    part: [0, -84],
    side: pairs`19 4, 24 -8!, 40 -10, 56 -11!, 57 -36, 50 -54`,
  },
  wispy: {
    front: pairs`-49 0, -46 -20, -38 -30, -31 -19!, -25 -34, -13 -22!, -6 -38, 9 -25!, 17 -38, 33 -25!, 41 -30,
    49 -2`,
    part: [-22, -74],
    side: pairs`15 -2, 22 -16, 34 -26, 44 -20!, 45 -34, 54 -26!, 53 -44, 48 -56`,
  },
  spiky: {
    front: even(pairs`-48 -4, -45 -28, -38 -38, -30 -34!, -22 -48, -10 -38!, 0 -52`),
    part: null,
    side: pairs`15 -4, 18 -20, 34 -30, 44 -32!, 44 -48, 48 -56`,
  },
  curls: {
    front: even(pairs`-50 0, -46 -18, -36 -31, -18 -37, 0 -39`),
    part: null,
    side: pairs`18 0, 22 -14, 38 -26, 52 -32, 52 -48`,
  },
};
