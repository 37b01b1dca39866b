import { at, lerp, mirrored, type Point, pairs, smooth } from "../core/geometry.ts";
import type { HairStyle } from "./styles.ts";

/** An open pair of curves: the outside of the hair and its edge on the skin, both running the same way. */
export type Cap = { readonly outer: readonly Point[]; readonly inner: readonly Point[] };

/** Where short hair ends in front of the ear. */
const SIDEBURN = 15;

/** Hair on the skull from the front, both curves from the viewer's left to the right. */
export function frontCap(style: HairStyle, w: number): Cap {
  const { top: t, side: s } = style;
  const close = style.cap === "fade" || style.cap === "undercut";
  const end = close ? -34 : style.fall > 0 ? 2 : SIDEBURN;
  const lean = style.fringe === "side" || style.cap === "undercut" ? 5 : 0;
  const high = style.fringe === "quiff" ? 9 : 0;
  const left: Point[] = close
    ? pairs`${-(w - 1)} ${end}, ${-(w - 2 + s)} ${-46 - t * 0.2}, ${-(w * 0.79 + s * 0.5)} ${-64 - t * 0.66}`
    : pairs`${-(w - 1 + s * 0.55)} ${end}, ${-(w + 2 + s)} -14, ${-(w - 2 + s * 0.96)} ${-44 - t * 0.26},
    ${-(w * 0.73 + s * 0.64)} ${-66 - t * 0.74}`;
  const right = mirrored(left);
  const crest: Point[] = pairs`${lean - w * 0.38} ${-77.5 - t * 0.95}, ${lean + 2} ${-80 - t - high * 0.3},
    ${lean + w * 0.38} ${-77 - t * 0.95 - high * 0.3}`;
  const outer: Point[] = [...left, ...crest, ...right];
  const scale = w / 53.5;
  const hairline = HAIRLINES[style.fringe].front.map(([x, y]): Point => [x * scale, y]);
  const kept = close ? hairline.filter(([, y]) => y < end + 4) : hairline;
  const inner: Point[] = pairs`${-(w - 5)} ${end}, ${kept}, ${w - 5} ${end}`;
  return { outer, inner };
}

/** Hair on the skull in profile: outside from the forehead over the crown to the nape; inside from the forehead around the ear to the nape. */
export function sideCap(style: HairStyle): Cap {
  const { top: t, side: s, fringe } = style;
  const line = [...HAIRLINES[fringe].side].reverse();
  const [fx, fy] = line[0] as Point;
  const quiff =
    fringe === "quiff"
      ? pairs`56 ${-62 - t * 0.35}, 50 ${-76 - t * 0.95}`
      : s > 19
        ? pairs`${fx + s * 0.3} ${fy - 6 - t * 0.12}, ${fx + s * 0.12 - 4} ${fy - 14 - t * 0.62}`
        : [[fx - 4 + t * 0.16, fy - 11 - t * 0.42] as Point];
  const outer: Point[] = pairs`${fx} ${fy}, ${quiff}, 20 ${-80 - t}, -12 ${-83 - t}, -44 ${-74 - t * 0.8 - s * 0.2},
    ${-66 - s * 0.62} ${-48 - t * 0.3}, ${-74 - s} -14, ${-71 - s} 16, ${-60 - s * 0.7} 40, -47 55`;
  const covered = style.fall > 30 && !style.behindOnly;
  const ear: Point[] = covered
    ? pairs`12 14, 4 40, -14 52`
    : pairs`13 6, 12 ${SIDEBURN + 3}!, 3 ${SIDEBURN + 4}!, 0 2, -6 -8, -17 -8, -24 4, -25 24, -29 42`;
  return { outer, inner: [...line, ...ear, [-35, 57]] };
}

/** The upper hair of a close-cropped style in profile: it ends on a line around the head above the ear. */
export function sideTop(style: HairStyle): Cap {
  const { outer, inner } = sideCap(style);
  const under = style.cap === "undercut";
  const low = under ? -28 : -34;
  const keptInner = inner.filter(([x, y]) => x > 15 && y < -18);
  const keptOuter = outer.filter(([x, y]) => !(x < -30 && y > -34));
  const back: Point = [-69 - style.side, low + 2];
  return {
    outer: [...keptOuter, back],
    inner: pairs`${keptInner}, 18 ${low - 4}, -10 ${low - 3}, -42 ${low}, ${back}`,
  };
}

/** Closed outline of hair on the skull from behind, ending at the nape. */
export function backOutline(style: HairStyle, w: number): Point[] {
  const { top: t, side: s } = style;
  const upper: Point[] = pairs`0 ${-81 - t}, ${w * 0.4 + s * 0.3} ${-77 - t * 0.9}, ${w * 0.74 + s * 0.7} ${-64 - t * 0.7},
    ${w - 2 + s * 0.96} ${-44 - t * 0.26}, ${w + 2 + s} -14, ${w - 1 + s * 0.7} 8`;
  const nape: Point[] = pairs`${w - 9 + s * 0.4} 28, ${lerp(w, 30, 0.62) + s * 0.3} 48, ${lerp(w, 20, 0.86)} 58, 0 60`;
  const half = [...upper, ...nape];
  return [...half, ...mirrored(half).slice(1, -1)];
}

/** From behind: the upper hair of a close-cropped style. */
export function backTop(style: HairStyle, w: number): Point[] {
  const { top: t, side: s } = style;
  const low = style.cap === "undercut" ? -16 : -26;
  const half: Point[] = pairs`0 ${-81 - t}, ${w * 0.4} ${-77 - t * 0.9}, ${w * 0.74 + s * 0.5} ${-66 - t * 0.6},
    ${w - 2 + s} ${-44 - t * 0.1}, ${w - 2 + s} ${low - 8}, ${w - 8} ${low}, 0 ${low + 9}`;
  return [...half, ...mirrored(half).slice(1, -1)];
}

/** Hair on the skull, and the same outline for its shadow on the skin. */
export type DrawnCap = { readonly content: string; readonly shadow: string };

/** The closed outline of a cap, with corners where its two curves meet. */
export const closed = ({ outer, inner }: Cap): Point[] => [
  ...outer,
  at(outer, outer.length - 1),
  at(inner, inner.length - 1),
  ...[...inner].reverse(),
  at(inner, 0),
  at(outer, 0),
];

/** The outline as a path, a little lower: the shadow of the hair on the skin. */
export const lowered = (points: readonly Point[]): string => smooth(points.map(([x, y]): Point => [x, y + 5]));

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
