import type { Hat } from "../traits/details.ts";

/** How hair is drawn. Lengths are head units: eye line 0, crown -78, chin 75, shoulders about 120. */
export type HairStyle = {
  readonly texture: "straight" | "wavy" | "curly" | "coily" | "locs" | "braids" | "spiky";
  /** What covers the skull; `fade`, `undercut` and `mohawk` leave the sides close-cropped. */
  readonly cap: "none" | "shaved" | "full" | "fade" | "undercut" | "mohawk" | "ring" | "rows";
  /** Height above the skull. */
  readonly top: number;
  /** Breadth beside the skull. */
  readonly side: number;
  readonly fringe:
    | "back"
    | "middle"
    | "side"
    | "blunt"
    | "curtain"
    | "wispy"
    | "spiky"
    | "curls"
    | "short"
    | "quiff"
    | "receding";
  /** Where loose hair ends; 0 = it ends at ear and nape. */
  readonly fall: number;
  /** How much wider than the head the ends of loose hair are. */
  readonly flare: number;
  /** Loose hair only behind, as in a mullet. */
  readonly behindOnly?: boolean;
  readonly tie?: HairTie;
  /** Where the tied hair ends. */
  readonly tieFall?: number;
};

/** How hair is gathered. */
export type HairTie =
  | "ponytail-high"
  | "ponytail-low"
  | "pigtails"
  | "bun-top"
  | "bun-low"
  | "space-buns"
  | "topknot"
  | "puffs"
  | "braid"
  | "braids-two"
  | "braid-crown"
  | "half-up";

const SHORT: HairStyle = { texture: "straight", cap: "full", top: 10, side: 3, fringe: "side", fall: 0, flare: 0 };
const LONG: HairStyle = { texture: "straight", cap: "full", top: 8, side: 6, fringe: "middle", fall: 190, flare: 8 };
const TIED: HairStyle = { texture: "straight", cap: "full", top: 6, side: 2, fringe: "back", fall: 0, flare: 0 };

/** Every style that can be drawn in all views. */
export const HAIR_STYLES = {
  bald: { ...SHORT, cap: "none", top: 0, side: 0 },
  shaved: { ...SHORT, cap: "shaved", top: 1, side: 1, fringe: "short" },
  balding: { ...SHORT, cap: "ring", top: 0, side: 5 },
  crew: { ...SHORT, cap: "fade", top: 8, side: 1, fringe: "short" },
  fade: { ...SHORT, cap: "fade", texture: "coily", top: 11, side: 1, fringe: "short" },
  "flat-top": { ...SHORT, cap: "fade", texture: "coily", top: 34, side: 2, fringe: "short" },
  short: { ...SHORT, top: 12, side: 4 },
  "short-messy": { ...SHORT, texture: "spiky", top: 12, side: 5, fringe: "wispy" },
  spiky: { ...SHORT, texture: "spiky", top: 24, side: 4, fringe: "spiky" },
  slicked: { ...SHORT, top: 8, side: 2, fringe: "back" },
  quiff: { ...SHORT, cap: "fade", top: 25, side: 2, fringe: "quiff" },
  undercut: { ...SHORT, cap: "undercut", top: 17, side: 1, fringe: "side" },
  mohawk: { ...SHORT, cap: "mohawk", texture: "spiky", top: 46, side: 1, fringe: "back" },
  fauxhawk: { ...SHORT, cap: "fade", texture: "spiky", top: 26, side: 1, fringe: "quiff" },
  bowl: { ...SHORT, top: 13, side: 10, fringe: "blunt" },
  pixie: { ...SHORT, top: 13, side: 5, fringe: "wispy" },
  curtains: { ...SHORT, top: 13, side: 9, fringe: "curtain" },
  mullet: { ...SHORT, top: 14, side: 4, fringe: "wispy", fall: 132, flare: -6, behindOnly: true },
  "short-wavy": { ...SHORT, texture: "wavy", top: 15, side: 7, fringe: "wispy" },
  "short-curly": { ...SHORT, texture: "curly", top: 20, side: 12, fringe: "curls" },
  "tight-curls": { ...SHORT, texture: "coily", top: 10, side: 6, fringe: "short" },
  bob: { ...LONG, top: 10, side: 10, fringe: "side", fall: 66, flare: 11 },
  "bob-bangs": { ...LONG, top: 10, side: 11, fringe: "blunt", fall: 64, flare: 11 },
  "curly-bob": { ...LONG, texture: "curly", top: 18, side: 20, fringe: "curls", fall: 76, flare: 24 },
  shoulder: { ...LONG, fall: 116, flare: 8, fringe: "side" },
  "shoulder-wavy": { ...LONG, texture: "wavy", top: 11, side: 10, fall: 120, flare: 13, fringe: "middle" },
  "shoulder-curly": { ...LONG, texture: "curly", top: 20, side: 22, fall: 124, flare: 26, fringe: "curls" },
  long: { ...LONG, fall: 205, flare: 6 },
  "long-bangs": { ...LONG, fall: 200, flare: 6, fringe: "blunt" },
  "long-layered": { ...LONG, texture: "wavy", top: 10, side: 9, fall: 190, flare: 12, fringe: "curtain" },
  "long-wavy": { ...LONG, texture: "wavy", top: 10, side: 9, fall: 215, flare: 16 },
  "long-curly": { ...LONG, texture: "curly", top: 18, side: 22, fall: 195, flare: 34, fringe: "middle" },
  "very-long": { ...LONG, fall: 350, flare: 10 },
  afro: { ...SHORT, texture: "coily", top: 44, side: 46, fringe: "curls" },
  "afro-short": { ...SHORT, texture: "coily", top: 20, side: 15, fringe: "short" },
  puffs: { ...TIED, texture: "coily", tie: "puffs" },

  locs: { ...LONG, texture: "locs", top: 10, side: 9, fall: 185, flare: 10, fringe: "middle" },
  "locs-short": { ...LONG, texture: "locs", top: 12, side: 12, fall: 82, flare: 18, fringe: "side" },
  "locs-bun": { ...TIED, texture: "locs", top: 7, side: 3, tie: "bun-top" },
  "box-braids": { ...LONG, texture: "braids", top: 7, side: 6, fall: 230, flare: 8, fringe: "middle" },
  cornrows: { ...TIED, texture: "braids", cap: "rows", top: 3, side: 1, tie: "ponytail-low", tieFall: 130 },
  braid: { ...TIED, tie: "braid", tieFall: 210 },
  "braids-two": { ...TIED, top: 7, side: 3, fringe: "middle", tie: "braids-two", tieFall: 190 },
  "braid-crown": { ...TIED, top: 6, side: 4, fringe: "middle", tie: "braid-crown" },
  ponytail: { ...TIED, top: 8, tie: "ponytail-high", tieFall: 150 },
  "ponytail-low": { ...TIED, tie: "ponytail-low", tieFall: 170 },
  pigtails: { ...TIED, top: 7, side: 3, fringe: "middle", tie: "pigtails", tieFall: 120 },
  bun: { ...TIED, tie: "bun-top" },
  "bun-low": { ...TIED, top: 7, side: 4, fringe: "middle", tie: "bun-low" },
  "space-buns": { ...TIED, top: 6, side: 3, fringe: "middle", tie: "space-buns" },
  topknot: { ...TIED, cap: "undercut", top: 7, side: 1, tie: "topknot" },
  "half-up": { ...LONG, fall: 190, flare: 8, fringe: "back", tie: "half-up" },
} as const satisfies Record<string, HairStyle>;

export type HairStyleName = keyof typeof HAIR_STYLES;

/** Hats that press the hair flat. */
const PRESSING: readonly Hat[] = [
  "cap",
  "beanie",
  "fedora",
  "cowboy",
  "beret",
  "top-hat",
  "witch",
  "bucket",
  "straw",
  "helmet",
  "turban",
  "chef",
  "flat-cap",
  "hood",
  "bandana",
];

/** Hats that hide all hair. */
const HIDING: readonly Hat[] = ["hijab", "turban"];

/** Whether a hat covers all hair. */
export const hidesHair = (hat: Hat): boolean => HIDING.includes(hat);

/** Whether a hat presses the hair flat. */
export const pressesHair = (hat: Hat): boolean => PRESSING.includes(hat);

/** The style as it fits under a hat that presses: flat on the skull, and gathered low or not at all. */
export function underHat(style: HairStyle): HairStyle {
  const flat = {
    ...style,
    top: Math.min(style.top, 2),
    side: Math.min(style.side, 15),
    cap: style.cap === "mohawk" ? ("shaved" as const) : style.cap,
  };
  const keptFringe =
    style.fringe === "blunt" || style.fringe === "wispy" || style.fringe === "curtain" || style.fringe === "curls";
  const fringe = keptFringe ? style.fringe : style.fall > 0 ? ("middle" as const) : ("short" as const);
  const { tie, ...loose } = { ...flat, fringe };
  if (
    tie === undefined ||
    tie === "bun-top" ||
    tie === "topknot" ||
    tie === "space-buns" ||
    tie === "braid-crown" ||
    tie === "half-up"
  )
    return loose;
  return { ...loose, tie: tie === "ponytail-high" ? "ponytail-low" : tie === "puffs" ? "bun-low" : tie };
}
