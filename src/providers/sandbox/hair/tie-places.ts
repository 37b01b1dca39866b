import type { View } from "../body/rig.ts";
import type { Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import type { HairTie } from "./styles.ts";

type Layer = "behind" | "front";
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

/** Tails and plaits of a tie; `end` is where they end, `swing` the viewer's side a single one falls to. */
export function tailsOf(tie: HairTie, view: View, end: number, w: number, swing: 1 | -1): Tail[] {
  switch (tie) {
    case "ponytail-high":
      if (view === "front")
        return [
          tail(
            "behind",
            18,
            pairs`0 -80, ${swing * 26} -98, ${swing * 58} -76, ${swing * 72} -10, ${swing * 66} ${end * 0.55}`,
          ),
        ];
      if (view === "side") return [tail("front", 20, pairs`-54 -56, -82 -66, -106 -36, -108 30, -92 ${end}`)];
      return [tail("front", 20, pairs`0 -44, 3 -34, 5 30, 0 ${end}`)];
    case "ponytail-low":
      if (view === "front")
        return [tail("front", 14, pairs`${swing * 38} 54, ${swing * 52} 84, ${swing * 54} 118, ${swing * 48} ${end}`)];
      if (view === "side") return [tail("front", 17, pairs`-54 42, -74 56, -78 104, -70 ${end}`)];
      return [tail("front", 19, pairs`0 40, 2 62, 3 110, 0 ${end}`)];
    case "half-up":
      if (view === "front") return [];
      if (view === "side") return [tail("front", 13, pairs`-62 -40, -80 -28, -84 20, -80 78`)];
      return [tail("front", 15, pairs`0 -30, 1 -14, 1 26, 0 80`)];
    case "pigtails":
      if (view === "side") return [tail("front", 17, pairs`-26 2, -44 8, -54 56, -44 ${end}`)];
      return both((s) =>
        tail(
          view === "front" ? "front" : "front",
          16,
          pairs`${s * (w - 1)} 2, ${s * (w + 19)} 10, ${s * (w + 24)} 58, ${s * (w + 14)} ${end}`,
        ),
      );
    case "braid":
      if (view === "front")
        return [
          tail(
            "front",
            15,
            pairs`${swing * 38} 56, ${swing * 51} 86, ${swing * 55} 122, ${swing * 46} ${end}`,
            "plait",
          ),
        ];
      if (view === "side") return [tail("front", 16, pairs`-54 40, -72 58, -76 110, -68 ${end}`, "plait")];
      return [tail("front", 18, pairs`0 30, 1 62, 2 110, 0 ${end}`, "plait")];
    case "braids-two":
      if (view === "side") return [tail("front", 14, pairs`-22 40, -18 74, -4 118, 4 ${end}`, "plait")];
      if (view === "back")
        return both((s) => tail("front", 14, pairs`${s * 32} 34, ${s * 44} 66, ${s * 58} 100, ${s * 66} 112`, "plait"));
      return both((s) =>
        tail("front", 14, pairs`${s * 45} 44, ${s * 56} 78, ${s * 60} 118, ${s * 54} ${end}`, "plait"),
      );
    case "braid-crown":
      if (view === "front")
        return [
          tail(
            "front",
            15,
            pairs`${-(w + 2)} -10, ${-(w - 4)} -44, -30 -74, 0 -84, 30 -74, ${w - 4} -44, ${w + 2} -10`,
            "plait",
          ),
        ];
      if (view === "side")
        return [tail("front", 15, pairs`42 -60, 14 -84, -26 -84, -60 -58, -74 -14, -60 30`, "plait")];
      return [
        tail(
          "front",
          16,
          pairs`${-(w + 1)} -34, ${-(w - 6)} 10, -26 38, 0 44, 26 38, ${w - 6} 10, ${w + 1} -34`,
          "plait",
        ),
      ];
    default:
      return [];
  }
}

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
        : ([-1, 1] as const).map((s) => knot(s * (w - 12), -84, 22, view === "front" ? "behind" : "front"));
    case "puffs":
      return view === "side"
        ? [knot(-34, -78, 35, "front", "puff")]
        : ([-1, 1] as const).map((s) => knot(s * (w + 7), -66, 35, view === "front" ? "behind" : "front", "puff"));
    case "half-up":
      return view === "side" ? [] : [];
    default:
      return [];
  }
}
