import type { Color } from "../core/color.ts";
import type { Table } from "./match.ts";

/** Colour words for cloth and things. */
export const COLOR_WORDS: Table<Color> = [
  [/\b(?:navy|midnight|dark) blue\b|\bnavy\b/, "#27375f"],
  [/\b(?:light|sky|baby|powder|pale|pastel) blue\b|\bazure\b/, "#8fbfe3"],
  [/\b(?:royal|electric|bright) blue\b|\bcobalt\b|\bsapphire\b/, "#2f5bd0"],
  [/\b(?:dark|forest|hunter|bottle|deep) green\b|\bemerald\b/, "#22664a"],
  [/\b(?:light|mint|pastel|pale) green\b|\bmint\b|\bsage\b|\bseafoam\b/, "#9fcbab"],
  [/\b(?:lime|neon|bright) green\b|\blime\b/, "#86c93b"],
  [/\bolive\b|\bkhaki green\b|\barmy\b|\bmoss\w*/, "#6d7342"],
  [/\b(?:dark|deep|blood|wine) red\b|\bburgundy\b|\bmaroon\b|\bwine\b|\bcrimson\b|\bbordeaux\b|\boxblood\b/, "#83243a"],
  [/\b(?:hot|neon|bright) pink\b|\bmagenta\b|\bfuchsia\b/, "#dd3d8f"],
  [/\b(?:dusty|pale|light|baby|pastel) pink\b|\brose\b|\bblush\b|\bpink\b/, "#ec9fb6"],
  [/\bcoral\b|\bsalmon\b|\bpeach\w*/, "#f0876d"],
  [/\b(?:burnt|dark) orange\b|\brust\w*|\bterracotta\b|\bcopper\w*/, "#b45a30"],
  [/\borange\b|\btangerine\b|\bamber\b/, "#e8822e"],
  [/\bmustard\b|\bochre\b/, "#d3a02c"],
  [/\bgold\w*\b/, "#d6ab45"],
  [/\byellow\b|\blemon\b/, "#f2cb4a"],
  [/\b(?:lilac|lavender|mauve)\b|\b(?:light|pale|pastel) purple\b/, "#b9a2dc"],
  [/\bpurple\b|\bviolet\b|\bplum\b|\baubergine\b|\bamethyst\b/, "#6d429b"],
  [/\bindigo\b/, "#3f3f94"],
  [/\bteal\b|\bpetrol\b/, "#1f7f80"],
  [/\bturquoise\b|\bcyan\b|\baqua\w*/, "#3fb8bd"],
  [/\b(?:charcoal|dark gr[ae]y)\b|\bgraphite\b|\bslate\b/, "#40454f"],
  [/\b(?:light gr[ae]y|silver\w*)\b/, "#c3c8ce"],
  [/\bgr[ae]y\b/, "#8b9098"],
  [/\bblack\b|\bjet\b|\bebony\b|\bgoth\w*/, "#25252c"],
  [/\b(?:cream|ivory|off white|ecru)\b/, "#f0e6d0"],
  [/\bwhite\b|\bsnow\w*/, "#f3f2ef"],
  [/\b(?:beige|tan|sand\w*|khaki|camel|nude)\b/, "#c8ab80"],
  [/\b(?:chocolate|dark brown)\b/, "#4d3224"],
  [/\bbrown\b|\bbronze\b|\bcaramel\b|\bcognac\b/, "#82573a"],
  [/\bdenim\b/, "#4a6a94"],
  [/\bleather\b/, "#5a3d2b"],
  [/\btweed\b|\btaupe\b|\bmocha\b/, "#7d6a55"],
  [/\bfuzzy\b|\bfur\b/, "#8a6f58"],
  [/\bblue\b/, "#3b69b5"],
  [/\bgreen\b|\bjade\b/, "#3d8a5b"],
  [/\bred\b|\bscarlet\b|\bruby\b|\bcherry\b/, "#c43a3b"],
];

/** Makers of a pattern on cloth. */
export type ClothPattern = "stripes" | "plaid" | "dots" | "diamonds" | "floral" | "emblem";

export const PATTERN_WORDS: Table<ClothPattern> = [
  [/\bstrip\w+|\bbreton\b|\bpinstripe\w*/, "stripes"],
  [/\bplaid\b|\btartan\b|\bcheck\w*|\bflannel\b|\bkilt\b|\bgingham\b/, "plaid"],
  [/\bdot\w*\b|\bpolka\b|\bspotted\b/, "dots"],
  [/\bdashiki\b|\bankara\b|\bkente\b|\bafrican print\b|\bargyle\b|\bgeometric\b/, "diamonds"],
  [/\bfloral\b|\bflower\w*|\bhawaiian\b|\baloha\b|\bbotanical\b/, "floral"],
  [/\bgraphic\b|\bband (?:tee|t shirt)\b|\blogo\b|\bemblem\b|\bprint\w*|\bsuperhero\b/, "emblem"],
];

/** What an untyped garment is chosen from: colours that sit well together in any mix. */
export const TOP_COLORS: readonly Color[] = [
  "#c8553d",
  "#d9a441",
  "#2e4f7d",
  "#3f7d6e",
  "#7b4b6e",
  "#e6e1d6",
  "#4d5b9c",
  "#8c3f4d",
  "#5f8a9d",
  "#b9806a",
  "#33363f",
  "#6b8e5a",
  "#d98ba0",
  "#f0b65b",
];
export const BOTTOM_COLORS: readonly Color[] = [
  "#3a4d73",
  "#2c3448",
  "#b49a77",
  "#4a4f5a",
  "#5d6b4e",
  "#26272e",
  "#6a5344",
  "#5878a3",
];
export const OUTER_COLORS: readonly Color[] = [
  "#2f3b57",
  "#6b4a33",
  "#39403f",
  "#7d8894",
  "#a5643c",
  "#4f5f4a",
  "#252a38",
  "#8a2f3a",
];
export const SHOE_COLORS: readonly Color[] = ["#f1eee8", "#35333a", "#6e4630", "#c9473f", "#5b6b86", "#e0d3bd"];
