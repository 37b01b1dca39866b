import type { View } from "../body/rig.ts";
import type { Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import type { HairTie } from "./styles.ts";

/** Behind the body; over the shoulder, but behind the head; before everything. */
export type Layer = "behind" | "over" | "front";
/** Hair hanging from a tie: its middle line from the tie to the end, and its half width. */
export type Tail = {
  readonly line: readonly Point[];
  readonly width: number;
  readonly kind: "tail" | "plait";
  readonly layer: Layer;
};
/** Hair gathered to a ball. */
export type Knot = {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly kind: "bun" | "puff" | "crown";
  readonly layer: Layer;
};

const tail = (layer: Layer, width: number, line: readonly Point[], kind: Tail["kind"] = "tail"): Tail => ({
  line,
  width,
  kind,
  layer,
});
const both = (make: (s: 1 | -1) => Tail): Tail[] => [make(-1), make(1)];

type Facts = { readonly end: number; readonly w: number; readonly swing: 1 | -1 };
type Places = Record<View, (facts: Facts) => readonly Tail[]>;

/** Where the hair of a tie hangs in each view. */
const TAILS: Partial<Record<HairTie, Places>> = {
  "ponytail-high": {
    front: ({ end, swing: s }) => [
      tail("behind", 18, pairs`0 -80, ${s * 26} -98, ${s * 58} -76, ${s * 72} -10, ${s * 66} ${end * 0.55}`),
    ],
    side: ({ end }) => [tail("front", 20, pairs`-54 -56, -82 -66, -106 -36, -108 30, -92 ${end}`)],
    back: ({ end }) => [tail("front", 20, pairs`0 -44, 3 -34, 5 30, 0 ${end}`)],
  },
  "ponytail-low": {
    front: ({ end, swing: s }) => [
      tail("over", 15, pairs`${s * 30} 44, ${s * 46} 76, ${s * 58} 116, ${s * 52} ${end}`),
    ],
    side: ({ end }) => [tail("front", 17, pairs`-54 42, -74 56, -78 104, -70 ${end}`)],
    back: ({ end }) => [tail("front", 19, pairs`0 40, 2 62, 3 110, 0 ${end}`)],
  },
  "half-up": {
    front: () => [],
    side: () => [tail("front", 13, pairs`-62 -40, -80 -28, -84 20, -80 78`)],
    back: () => [tail("front", 15, pairs`0 -30, 1 -14, 1 26, 0 80`)],
  },
  pigtails: {
    front: (facts) => pigtails(facts),
    side: ({ end }) => [tail("front", 17, pairs`-26 2, -44 8, -54 56, -44 ${end}`)],
    back: (facts) => pigtails(facts),
  },
  braid: {
    front: ({ end, swing: s }) => [
      tail("over", 16, pairs`${s * 24} 46, ${s * 42} 76, ${s * 58} 116, ${s * 50} ${end}`, "plait"),
    ],
    side: ({ end }) => [tail("front", 16, pairs`-54 40, -72 58, -76 110, -68 ${end}`, "plait")],
    back: ({ end }) => [tail("front", 18, pairs`0 30, 1 62, 2 110, 0 ${end}`, "plait")],
  },
  "braids-two": {
    front: ({ end }) =>
      both((s) => tail("over", 14, pairs`${s * 40} 26, ${s * 55} 66, ${s * 63} 112, ${s * 56} ${end}`, "plait")),
    side: ({ end }) => [tail("front", 14, pairs`-22 40, -18 74, -4 118, 4 ${end}`, "plait")],
    back: () =>
      both((s) => tail("front", 14, pairs`${s * 32} 34, ${s * 44} 66, ${s * 58} 100, ${s * 66} 112`, "plait")),
  },
  "braid-crown": {
    front: ({ w }) => [
      tail(
        "front",
        15,
        pairs`${-w - 2} -10, ${4 - w} -44, -30 -74, 0 -84, 30 -74, ${w - 4} -44, ${w + 2} -10`,
        "plait",
      ),
    ],
    side: () => [tail("front", 15, pairs`42 -60, 14 -84, -26 -84, -60 -58, -74 -14, -60 30`, "plait")],
    back: ({ w }) => [
      tail("front", 16, pairs`${-w - 1} -34, ${6 - w} 10, -26 38, 0 44, 26 38, ${w - 6} 10, ${w + 1} -34`, "plait"),
    ],
  },
};

const pigtails = ({ end, w }: Facts): Tail[] =>
  both((s) =>
    tail("front", 16, pairs`${s * (w - 1)} 2, ${s * (w + 19)} 10, ${s * (w + 24)} 58, ${s * (w + 14)} ${end}`),
  );

/** Tails and plaits of a tie; `end` is where they end, `swing` the viewer's side a single one falls to. */
export const tailsOf = (tie: HairTie, view: View, facts: Facts): readonly Tail[] => TAILS[tie]?.[view](facts) ?? [];

/** Buns and puffs of a tie. */
export function knotsOf(tie: HairTie, view: View, w: number): Knot[] {
  const knot = (x: number, y: number, r: number, layer: Layer, kind: Knot["kind"] = "bun"): Knot => ({
    x,
    y,
    r,
    kind,
    layer,
  });
  switch (tie) {
    case "bun-top":
      return [
        view === "side" ? knot(-40, -98, 26, "behind") : knot(0, -100, 27, view === "front" ? "behind" : "front"),
      ];
    case "topknot":
      return [view === "side" ? knot(-30, -95, 16, "front") : knot(0, -95, 16, view === "front" ? "behind" : "front")];
    case "bun-low":
      return view === "front" ? [] : [view === "side" ? knot(-76, 28, 23, "front") : knot(0, 34, 26, "front")];
    case "space-buns":
      return view === "side"
        ? [knot(-14, -96, 22, "front")]
        : ([-1, 1] as const).map((s) => knot(s * (w - 13), -80, 22, view === "front" ? "behind" : "front"));
    case "puffs":
      return view === "side"
        ? [knot(-34, -78, 35, "front", "puff")]
        : ([-1, 1] as const).map((s) => knot(s * (w + 7), -66, 35, view === "front" ? "behind" : "front", "puff"));
    default:
      return [];
  }
}
