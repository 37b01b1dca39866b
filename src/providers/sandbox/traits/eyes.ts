import type { Color } from "../core/color.ts";
import type { Table } from "./match.ts";

/** Iris colours. */
export const EYE_COLORS: Table<Color> = [
  [/\bhazel\b/, "#8a6a35"],
  [/\b(?:amber|honey|gold\w*|yellow|cat)\b/, "#d09a2e"],
  [/\b(?:light|pale|ice|icy|sky|bright) blue\b/, "#7db4dc"],
  [/\b(?:dark|deep|navy|midnight|sapphire) ?blue\b|\bsapphire\b|\bindigo\b/, "#2d5596"],
  [/\bblue gr[ae]y\b|\bgr[ae]y blue\b|\bsteel\b/, "#70879c"],
  [/\b(?:emerald|dark|deep|forest) ?green\b|\bemerald\b/, "#2f7f50"],
  [/\b(?:blue green|green blue|teal|turquoise|aqua\w*|cyan|sea)\b/, "#359a9a"],
  [/\bgreen\b|\bjade\b|\bolive\b/, "#5a9154"],
  [/\bblue\b|\bazure\b/, "#4a85c4"],
  [/\b(?:silver|white|pearl)\b/, "#b9c2cc"],
  [/\bgr[ae]y\b/, "#82909c"],
  [/\b(?:violet|purple|lavender|amethyst|lilac)\b/, "#7d55b8"],
  [/\b(?:red|crimson|scarlet|ruby)\b/, "#b8323a"],
  [/\bpink\b|\bmagenta\b/, "#d9639a"],
  [/\borange\b|\bcopper\b/, "#d8752a"],
  [/\b(?:black|onyx|obsidian|very dark)\b/, "#201a1c"],
  [/\b(?:dark|deep|chocolate) ?brown\b|\bdark\b|\bchocolate\b/, "#3f271a"],
  [/\b(?:light|honey|golden) brown\b|\bwhisk(?:e?)y\b/, "#94642f"],
  [/\b(?:brown|chestnut|bronze)\b/, "#5f3c22"],
];

/** Two eyes of different colours: "one blue, one green", "heterochromia". */
export const TWO_EYES = /\b(?:heterochrom\w+|one \w+[ ,](?:and|eye|,| )*one|left|mismatched|odd)\b/;
