import type { Table } from "./match.ts";

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

/** Words on height; a factor on stature that goes on top of the build. */
export const HEIGHTS: Table<number> = [
  [/\b(?:very tall|giant\w*|huge|towering)\b/, 1.1],
  [/\btall\b|\blanky\b|\bleggy\b|\blong legs\b/, 1.05],
  [/\b(?:very short|tiny)\b/, 0.86],
  [
    /\bshort(?! (?:hair|sleeve|skirt|dress|jacket|beard|cut|bob|curl|coat|nail|fringe|bang|pant|locs|dread|pixie|wav|straight|black|brown|blond|red|white|gr))\b|\bsmall build\b/,
    0.93,
  ],
];
