import type { Color } from "../core/color.ts";
import type { Table } from "./match.ts";

/** Hair colours, natural and not. The last row is not here: unknown words fall back on the origin. */
export const HAIR_COLORS: Table<Color> = [
  [/\bsalt and pepper\b|\bgr[ae]ying\b/, "#77757a"],
  [/\b(?:platinum|white|icy|ash) blond\w*\b|\bplatinum\b/, "#efe3c8"],
  [/\b(?:strawberry|rose gold|reddish) ?blond\w*\b/, "#dd9d68"],
  [/\brose gold\b/, "#dda692"],
  [/\b(?:sun ?bleached|bleached|wheat\w*|straw|champagne|butter)\b(?! tips| ends)/, "#dcbf86"],
  [/\b(?:dirty|dark|honey|sandy|bronde) ?blond\w*\b|\bsandy\b|\bhoney\b/, "#b98c50"],
  [/\bblond\w*\b|\bgolden\b|\bflaxen\b|\bgold\b/, "#e2bd6b"],
  [/\b(?:blue black|jet black|raven|ebony)\b/, "#17161d"],
  [/\b(?:black|noir|onyx)\b/, "#211d1d"],
  [/\b(?:bright|cherry|fire|neon|crimson|scarlet|ruby|cherry) ?red\b|\bcrimson\b|\bscarlet\b/, "#c22f37"],
  [/\b(?:auburn|mahogany|burgundy|wine|maroon|dark red|chestnut red)\b/, "#6f2f22"],
  [/\b(?:ginger|copper\w*|orange|red ?head|carrot\w*|rust\w*|titian)\b/, "#c1622d"],
  [/\bred(?:dish)?\b/, "#a9431f"],
  [/\b(?:dark|chocolate|deep|espresso) brown\b|\bespresso\b|\bchocolate\b/, "#3b2619"],
  [/\b(?:light|golden|caramel|ash|sandy|honey) brown\b|\bcaramel\b|\blight brunette\b/, "#94683f"],
  [/\bchestnut\b|\bhazel\b/, "#6e4328"],
  [/\b(?:brown|brunette|brunet|mousy)\b/, "#5b3a25"],
  [/\b(?:silver|steel|platinum gr[ae]y|light gr[ae]y)\b/, "#cdd1d8"],
  [/\b(?:snow )?white\b/, "#f1efec"],
  [/\b(?:gr[ae]y|ash\w*|slate|charcoal)\b/, "#9a9ba1"],
  [/\b(?:hot|neon|bright) pink\b|\bmagenta\b|\bfuchsia\b/, "#e0459a"],
  [/\b(?:rose|pastel|light|baby|bubblegum)? ?pink\b/, "#ee8db5"],
  [/\b(?:lavender|lilac|pastel purple)\b/, "#b79be0"],
  [/\b(?:purple|violet|plum|amethyst)\b/, "#7b44ad"],
  [/\b(?:teal|petrol)\b/, "#1f8f8a"],
  [/\b(?:turquoise|aqua\w*|cyan|mint)\b/, "#3fc4bd"],
  [/\b(?:navy|dark|midnight) blue\b|\bindigo\b/, "#2a3c80"],
  [/\b(?:light|pastel|sky|ice|baby) blue\b/, "#8cc4ec"],
  [/\bblue\b|\bazure\b/, "#3a6fd0"],
  [/\b(?:lime|neon) green\b/, "#97d63e"],
  [/\bgreen\b|\bemerald\b/, "#3f9a5c"],
  [/\byellow\b/, "#f4d33f"],
  [/\bpeach\b|\bcoral\b|\bsalmon\b/, "#f39a7c"],
];

/** Words that name no colour but a mixture; the first colour stays the base. */
export const RAINBOW = /\b(?:rainbow|multi ?colou?r\w*|unicorn)\b/;
export const TWO_TONE = /\b(?:tips?|ends?|ombre|dip ?dy\w*|balayage|fading|streak\w*|highlights?|and|with|to|roots?)\b/;

/** Lightened strands when no second colour is told. */
export const LIGHTENED = /\b(?:frosted|highlights?|highlighted|balayage|ombre|bleached (?:tips|ends)|sun ?kissed)\b/;
export const LIGHT_STRANDS: Color = "#d9b678";

/** What grey hair turns into with age, from pepper to white. */
export const GREYS: readonly Color[] = ["#85858a", "#a9abb0", "#c6c9cf", "#e4e4e6"];
