import { interpolate, pairs } from "../core/geometry.ts";
import type { Table } from "./read-text.ts";

/** What an age does to the figure. Lengths are shares of an adult's. */
export type Aging = {
  readonly years: number;
  readonly stature: number;
  /** Height of the head in units of 1000 for an adult of average height. */
  readonly head: number;
  /** Share of the stature below the crotch. */
  readonly legs: number;
  /** 0 = child's body, 1 = grown. */
  readonly grown: number;
  /** 0 = grown face and limbs, 1 = those of a child, a little more for the smallest. */
  readonly young: number;
  /** Factor on the size of the eyes. */
  readonly eyes: number;
  /** 0–1: lines in the face. */
  readonly wrinkles: number;
  /** 0–1: grey in hair without a stated colour. */
  readonly grey: number;
  /** 0–1: bent back. */
  readonly stoop: number;
};

/** Ages stated in words. */
export const AGE_WORDS: Table<number> = [
  [/\b(?:baby|infant|newborn|toddler)\b/, 2],
  [/\b(?:little|young) (?:boy|girl|child|kid)\b|\bpreschool\w*\b/, 6],
  [/\b(?:preteen|tween)\b/, 11],
  [/\b(?:teen\w*|adolescent|high school\w*)\b/, 16],
  [/\b(?:child|kid|boy|girl|schoolboy|schoolgirl)\b/, 9],
  [/\b(?:elderly|old (?:man|woman|lady|person)|senior|grand\w+|granny|aged|crone|elder|octogenarian)\b/, 76],
  [/\bmiddle aged\b|\bmature\b|\bmid ?life\b/, 50],
  [/\byoung (?:adult|man|woman|person)\b|\bstudent\b/, 22],
];

/** Beings whose adults look young at any age. */
export const AGELESS =
  /\b(?:elf|elven|elvish|drow|fae|faerie|fairy|vampire|immortal|angel\w*|demon\w*|tiefling|android|robot|mermaid|ageless)\b/;

/** The age at which an ageless being is drawn. */
export const apparentYears = (years: number): number => (years <= 30 ? years : 30 + (years - 30) * 0.08);

/** The figure at an age in years, 1–120. */
export function aging(years: number): Aging {
  return {
    years,
    stature: interpolate(pairs`1 0.53, 3 0.6, 6 0.7, 9 0.78, 12 0.87, 15 0.95, 18 1, 62 1, 85 0.945, 110 0.9`, years),
    head: interpolate(pairs`1 142, 3 152, 6 154, 10 152, 18 150, 120 150`, years),
    legs: interpolate(pairs`1 0.34, 3 0.375, 6 0.425, 10 0.465, 13 0.482, 17 0.49, 70 0.49, 95 0.48`, years),
    grown: interpolate(pairs`9 0, 13 0.35, 18 1`, years),
    young: interpolate(pairs`2 1.2, 6 1.05, 10 0.85, 14 0.4, 18 0`, years),
    eyes: interpolate(pairs`1 1.4, 6 1.28, 12 1.12, 18 1, 70 0.95, 100 0.9`, years),
    wrinkles: interpolate(pairs`30 0, 45 0.3, 60 0.62, 80 1`, years),
    grey: interpolate(pairs`40 0, 52 0.35, 64 0.75, 76 1`, years),
    stoop: interpolate(pairs`64 0, 80 0.6, 100 1`, years),
  };
}

/** How the figure is shaped and drawn; it says nothing about identity. */
export type Gender = {
  /** 0–1: shoulders against hips, jaw, brows. */
  readonly masculine: number;
  /** 0–1 */
  readonly bust: number;
  /** 0–1: how strongly lashes and lips are drawn. */
  readonly lashes: number;
};

/** Genders by the words people use. For unknown words the seed decides. */
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

/** Factors on the widths of an average figure of the same age and gender. */
export type Build = {
  readonly name: "average" | "slim" | "athletic" | "muscular" | "plus" | "stocky" | "curvy" | "frail";
  readonly stature: number;
  readonly shoulder: number;
  readonly chest: number;
  readonly waist: number;
  readonly hip: number;
  readonly arm: number;
  readonly leg: number;
  readonly neck: number;
  /** 0 = none, 1 = as round as it gets. */
  readonly belly: number;
  /** 0–1, how far the muscles show. */
  readonly muscle: number;
  /** Fuller (> 0) or leaner (< 0) face. */
  readonly face: number;
};

const AVERAGE: Build = {
  name: "average",
  stature: 1,
  shoulder: 1,
  chest: 1,
  waist: 1,
  hip: 1,
  arm: 1,
  leg: 1,
  neck: 1,
  belly: 0,
  muscle: 0.15,
  face: 0,
};
const SLIM: Build = {
  ...AVERAGE,
  name: "slim",
  shoulder: 0.92,
  chest: 0.86,
  waist: 0.8,
  hip: 0.86,
  arm: 0.78,
  leg: 0.8,
  neck: 0.88,
  muscle: 0,
  face: -0.5,
};
const ATHLETIC: Build = {
  ...AVERAGE,
  name: "athletic",
  shoulder: 1.15,
  chest: 1.12,
  waist: 0.92,
  hip: 0.98,
  arm: 1.22,
  leg: 1.14,
  neck: 1.08,
  muscle: 0.8,
};
const MUSCULAR: Build = {
  ...ATHLETIC,
  name: "muscular",
  shoulder: 1.3,
  chest: 1.28,
  waist: 1.06,
  hip: 1.06,
  arm: 1.58,
  leg: 1.34,
  neck: 1.24,
  muscle: 1,
};
const PLUS: Build = {
  ...AVERAGE,
  name: "plus",
  shoulder: 1.17,
  chest: 1.4,
  waist: 1.8,
  hip: 1.5,
  arm: 1.55,
  leg: 1.5,
  neck: 1.28,
  belly: 0.9,
  muscle: 0,
  face: 1,
};
const STOCKY: Build = {
  ...AVERAGE,
  name: "stocky",
  stature: 0.94,
  shoulder: 1.16,
  chest: 1.2,
  waist: 1.3,
  hip: 1.14,
  arm: 1.26,
  leg: 1.22,
  neck: 1.2,
  belly: 0.4,
  muscle: 0.4,
  face: 0.5,
};
const CURVY: Build = {
  ...AVERAGE,
  name: "curvy",
  shoulder: 1.02,
  chest: 1.14,
  waist: 1.04,
  hip: 1.26,
  arm: 1.16,
  leg: 1.22,
  neck: 1.04,
  belly: 0.2,
  face: 0.4,
};
const FRAIL: Build = { ...SLIM, name: "frail", shoulder: 0.88, arm: 0.7, leg: 0.74 };

/** Builds by the words people use. */
export const BUILDS: Table<Build> = [
  [/\b(?:dwarf|dwarven|dwarvish)\b/, { ...STOCKY, stature: 0.72, arm: 1.5 }],
  [/\b(?:halfling|hobbit|gnome)\b/, { ...CURVY, stature: 0.66 }],
  [
    /\b(?:morbidly|very|extremely) (?:obese|fat|heavy|overweight)\b|\bobese\b/,
    { ...PLUS, waist: 2.05, hip: 1.68, chest: 1.54, arm: 1.7 },
  ],
  [
    /\b(?:slightly|a (?:bit|little)) (?:overweight|chubby|plump|heavy)\b|\bdad bod\b|\bsoft\b|\b(?:apple|round) shaped?\b|\bendomorph\b/,
    { ...PLUS, waist: 1.36, hip: 1.2, chest: 1.16, arm: 1.2, leg: 1.2, belly: 0.55, face: 0.6 },
  ],
  [
    /\b(?:plus ?size\w*|plus|fat|overweight|chubby|heavy ?\w*|large|big|plump|rotund|round|portly|full figured|bbw|husky|tubby|stout)\b/,
    PLUS,
  ],
  [
    /\b(?:muscular|muscled?|buff|ripped|jacked|bodybuild\w*|swole|brawny|burly|hulking|massive|strong\w*|powerful)\b/,
    MUSCULAR,
  ],
  [
    /\b(?:athletic\w*|athlete|fit|toned|sporty|sports?|lean muscle|swimmer\w*|runner\w*|dancer\w*|v shaped|mesomorph|well built)\b/,
    ATHLETIC,
  ],
  [/\b(?:curvy|curvaceous|hourglass|voluptuous|pear ?\w*|thick|bootylicious|busty)\b/, CURVY],
  [/\bpregnant\b|\bexpecting\b/, { ...AVERAGE, waist: 1.3, hip: 1.1, chest: 1.08, belly: 0.95 }],
  [/\b(?:stocky|sturdy|broad\w*|solid|thickset|barrel ?\w*|square|bulky|compact)\b/, STOCKY],
  [/\b(?:frail|bony|emaciated|gaunt|skeletal|weak|sickly)\b/, FRAIL],
  [/\bpetite\b|\btiny\b/, { ...SLIM, stature: 0.9 }],
  [
    /\b(?:slim|slender|thin|skinny|lean|lanky|willowy|lithe|ectomorph|svelte|slight|wiry|rectang\w+|delicate|small)\b/,
    SLIM,
  ],
  [/(?:)/, AVERAGE],
];

/** Words for height, as a factor on the stature that the build gives. */
export const HEIGHTS: Table<number> = [
  [/\b(?:very tall|giant\w*|huge|towering)\b/, 1.1],
  [/\btall\b|\blanky\b|\bleggy\b|\blong legs\b/, 1.05],
  [/\b(?:very short|tiny)\b/, 0.86],
  [
    /\bshort(?! (?:hair|sleeve|skirt|dress|jacket|beard|cut|bob|curl|coat|nail|fringe|bang|pant|locs|dread|pixie|wav|straight|black|brown|blond|red|white|gr))\b|\bsmall build\b/,
    0.93,
  ],
];
