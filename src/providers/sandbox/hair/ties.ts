import type { View } from "../body/rig.ts";
import { at, limbOutline, normals, type Point, pairs, smooth, taper, type Widths, waved } from "../core/geometry.ts";
import { fill, line, oval } from "../core/svg.ts";
import { plait, rope } from "./loose-hair.ts";
import { drawMass, type HairContext } from "./strands.ts";
import type { HairTie } from "./styles.ts";

/** Tied hair by layer: behind the body, on the back of the head, before everything. */
type Tied = Readonly<Record<Layer, string>>;

/** Ponytails, buns, braids and puffs of a style. */
export function drawTies(hair: HairContext): Tied {
  const { tie } = hair.style;
  if (tie === undefined) return { behind: "", over: "", front: "" };
  const view = hair.rig.view;
  const drawn = [
    ...tailsOf(tie, view, {
      end: hair.style.tieFall ?? 120,
      w: hair.w,
      swing: hair.traits.seed % 2 === 0 ? 1 : -1,
    }).map((tail) => ({
      layer: tail.layer,
      content: drawTail(hair, tail),
    })),
    ...knotsOf(tie, view, hair.w).map((knot) => ({
      layer: knot.layer,
      content: drawKnot({ ...hair, paint: hair.tipPaint }, knot),
    })),
  ];
  const layer = (wanted: Layer): string =>
    drawn
      .filter((part) => part.layer === wanted)
      .map(({ content }) => content)
      .join("");
  return { behind: layer("behind"), over: layer("over"), front: layer("front") };
}

function drawTail(hair: HairContext, tail: Tail): string {
  const { texture } = hair.style;
  const band = at(tail.line, 0);
  const tie = oval(band[0], band[1], tail.width * 0.62, tail.width * 0.5, hair.traits.outfit.accent);
  if (tail.kind === "plait") return plait(hair, tail.line, tail.width);
  if (texture === "locs" || texture === "braids") return ropeTail(hair, tail) + tie;
  const swung =
    texture === "wavy" || texture === "curly"
      ? waved(tail.line, texture === "curly" ? 6 : 5, 56)
      : waved(tail.line, 2, 110);
  const widths: Widths = pairs`0 ${tail.width * 0.42}, 0.16 ${tail.width * 0.84}, 0.5 ${tail.width}, 0.82 ${tail.width * 0.68},
    1 1.5`;
  const outline = limbOutline(swung, widths);
  const side = normals(swung);
  const strands = [-0.6, -0.25, 0.15, 0.5]
    .map((offset, i) => {
      const way = swung.map(([x, y], j): Point => {
        const [nx, ny] = at(side, j);
        const reach = offset * tail.width * (1 - (j / swung.length) * 0.7);
        return [x + nx * reach, y + ny * reach];
      });
      return fill(taper(way, 3.4), i === 1 ? hair.light : hair.dark, 0.32);
    })
    .join("");
  return drawMass(hair, outline, strands) + tie;
}

function ropeTail(hair: HairContext, tail: Tail): string {
  const count = 6;
  return Array.from({ length: count }, (_, i) => {
    const t = i / (count - 1) - 0.5;
    return rope(
      hair,
      tail.line.map(
        ([x, y], j): Point => [
          x + t * tail.width * 1.9 * Math.min(1, j / 1.6),
          y + (j === tail.line.length - 1 ? (hair.random() - 0.5) * 16 : 0),
        ],
      ),
    );
  }).join("");
}

function drawKnot(hair: HairContext, { x, y, r, kind }: Knot): string {
  if (kind === "crown") return "";
  const circle = Array.from({ length: 12 }, (_, i): Point => {
    const a = (i / 12) * Math.PI * 2;
    const wobble = 1 + (hair.random() - 0.5) * 0.07;
    return [x + Math.cos(a) * r * wobble, y + Math.sin(a) * r * 0.92 * wobble];
  });
  if (kind === "puff") return drawMass(hair, circle, "");
  if (hair.style.texture === "locs" || hair.style.texture === "braids") {
    const coils = [0.86, 0.52, 0.2].map((t) =>
      rope(
        hair,
        [0, 1, 2, 3, 4, 5, 6].map(
          (i): Point => [x + Math.cos(i + t * 5) * r * t, y + Math.sin(i + t * 5) * r * t * 0.86],
        ),
      ),
    );
    return drawMass(hair, circle, "") + coils.join("");
  }
  const swirl = [0.8, 0.58, 0.36]
    .map((t, i) => {
      const a = i * 1.7;
      const arc = [0, 0.7, 1.4, 2.1, 2.8].map(
        (d): Point => [x + Math.cos(a + d) * r * t, y + Math.sin(a + d) * r * t * 0.9],
      );
      return fill(taper(arc, 3), i === 1 ? hair.light : hair.dark, 0.4);
    })
    .join("");
  const rim = `<path d="${smooth(circle)}" fill="none" stroke="${hair.dark}" stroke-width="1.5" stroke-opacity="0.5"/>`;
  return (
    drawMass(hair, circle, swirl) +
    rim +
    line(
      smooth(
        pairs`${x - r * 0.5} ${y - r * 0.4}, ${x - r * 0.1} ${y - r * 0.66}, ${x + r * 0.4} ${y - r * 0.46}`,
        false,
      ),
      hair.light,
      3,
      0.3,
    )
  );
}

/** Where hair is drawn: behind the body, over the shoulder but behind the head, or in front of everything. */
type Layer = "behind" | "over" | "front";
/** Hair hanging from a tie: its middle line from the tie to the end, and its half width. */
type Tail = {
  readonly line: readonly Point[];
  readonly width: number;
  readonly kind: "tail" | "plait";
  readonly layer: Layer;
};
/** Hair gathered to a ball. */
type Knot = {
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

type Shape = { readonly end: number; readonly w: number; readonly swing: 1 | -1 };
type Places = Record<View, (shape: Shape) => readonly Tail[]>;

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
    front: (shape) => pigtails(shape),
    side: ({ end }) => [tail("front", 17, pairs`-26 2, -44 8, -54 56, -44 ${end}`)],
    back: (shape) => pigtails(shape),
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

const pigtails = ({ end, w }: Shape): Tail[] =>
  both((s) =>
    tail("front", 16, pairs`${s * (w - 1)} 2, ${s * (w + 19)} 10, ${s * (w + 24)} 58, ${s * (w + 14)} ${end}`),
  );

/** Tails and plaits of a tie; `end` is where they end, `swing` the viewer's side a single one falls to. */
const tailsOf = (tie: HairTie, view: View, shape: Shape): readonly Tail[] => TAILS[tie]?.[view](shape) ?? [];

/** Buns and puffs of a tie. */
function knotsOf(tie: HairTie, view: View, w: number): Knot[] {
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
