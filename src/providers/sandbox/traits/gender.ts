import type { Table } from "./match.ts";

/** How the figure is shaped and drawn, not who somebody is. */
export type Gender = {
  /** 0–1: shoulders against hips, jaw, brows. */
  readonly masculine: number;
  /** 0–1 */
  readonly bust: number;
  /** 0–1: how strongly lashes and lips are drawn. */
  readonly lashes: number;
};

/** Genders by the words people use; unknown words fall to the seed. */
export const GENDERS: Table<Gender> = [
  [
    /\b(?:non ?binary|enby|nb|androgyn\w+|gender ?(?:queer|fluid|neutral|less|nonconforming)|agender|bigender|neutral|two spirit|intersex|they|them|neutrois|demi\w*|other|unisex|ambiguous|unspecified|undisclosed|unknown|prefer not|not specified|x)\b/,
    { masculine: 0.48, bust: 0.22, lashes: 0.5 },
  ],
  [/\b(?:tom ?boy|butch|masculine woman|masc woman)\b/, { masculine: 0.32, bust: 0.6, lashes: 0.4 }],
  [/\b(?:feminine man|femboy|femme man|effeminate)\b/, { masculine: 0.66, bust: 0, lashes: 0.6 }],
  [
    /\b(?:wom[ae]n|female|girl|lady|feminine|femme|f|she|her|fem|mother|mom|grandmother|granny|grandma|queen|princess|witch|bride|aunt|sister|daughter|cis woman|trans ?woman|mtf|actress|waitress|mermaid|cowgirl|schoolgirl|catgirl|businesswoman)\b/,
    { masculine: 0.06, bust: 1, lashes: 1 },
  ],
  [
    /\b(?:m[ae]n|male|boy|guy|gentleman|masculine|masc|m|he|him|dude|father|dad|grandfather|grandpa|king|prince|wizard|uncle|brother|son|cis man|trans ?man|ftm|lad|bloke|cowboy|schoolboy|catboy|businessman)\b/,
    { masculine: 0.95, bust: 0, lashes: 0.1 },
  ],
];
