import type { Hat } from "../traits/detail-names.ts";
import type { HairStyle } from "./styles.ts";

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

export const hidesHair = (hat: Hat): boolean => HIDING.includes(hat);

export const pressesHair = (hat: Hat): boolean => PRESSING.includes(hat);

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
