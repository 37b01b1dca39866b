import type { Color } from "../core/color.ts";
import { COLOR_WORDS } from "./color-words.ts";
import type { Extra, Eyewear, FacialHair, Gear, Hat, Mark, Neckwear } from "./detail-names.ts";
import { EXTRAS, EYEWEAR, FACIAL_HAIR, GEAR, NECKWEAR } from "./detail-words.ts";
import { HATS } from "./hat-words.ts";
import { MARKS } from "./mark-words.ts";
import { allOf, firstOf, mentions } from "./match.ts";

/** What the details add to a person. */
export type Details = {
  readonly eyewear: Eyewear;
  readonly facialHair: FacialHair;
  readonly hat: Hat;
  readonly marks: ReadonlySet<Mark>;
  readonly neckwear: Neckwear;
  readonly gear: ReadonlySet<Gear>;
  readonly extras: ReadonlySet<Extra>;
  /** Colours of things that were told with one. */
  readonly colors: {
    readonly hat: Color | undefined;
    readonly neckwear: Color | undefined;
    readonly gear: Color | undefined;
    readonly eyewear: Color | undefined;
    readonly lips: Color | undefined;
  };
};

const HAT_NOUN =
  /\b(?:hats?|tricorn|kufi|fez|cap|beanie|fedora|beret|stetson|hijab|head ?scarf|turban|head ?wrap|crown|tiara|circlet|head ?band|hair ?band|bandan+a|ribbon|bow|helmet|hood|headphones|gele)\b/;

const NECK_NOUN = /\b(?:scarf|shawl|(?:bow ?)?tie|necklace|choker|keffiyeh|pendant|neckerchief)\b/;

const GEAR_NOUN = /\b(?:backpack|rucksack|bag|satchel|purse|cape|cloak|mantle|apron|belt)\b/;

const FRAME_NOUN = /\b(?:glasses|frames|spectacles|goggles|eye ?patch)\b/;

const LIP_NOUN = /\b(?:lipstick|lips)\b/;

/** Colour word within a few words before the noun, or right behind it. */
function colorBefore(text: string, noun: RegExp): Color | undefined {
  const match = noun.exec(text);
  if (match === null) return undefined;
  const clause =
    text
      .slice(0, match.index)
      .split(/[;,.]|\b(?:and|with)\b/)
      .pop() ?? "";
  const words = clause.trim().split(" ").slice(-3);
  for (let from = words.length - 1; from >= 0; from--) {
    const color = firstOf(COLOR_WORDS, words.slice(Math.max(0, from - 1)).join(" "));
    if (color !== undefined) return color;
  }
  const behind = text.slice(match.index + match[0].length).split(/[;,.]/)[0] ?? "";
  return firstOf(COLOR_WORDS, behind.trim().split(" ").slice(0, 2).join(" "));
}

/** Horns of one kind only: told ones win over those that come with a demon. */
function oneKindOfHorns(extras: readonly Extra[]): Set<Extra> {
  const told = new Set(extras);
  if (told.has("ram-horns") || told.has("antlers") || told.has("unicorn")) told.delete("horns");
  return told;
}

/** Reads the things a person wears and has besides clothes. */
export function detailsOf(text: string): Details {
  const beardTold = firstOf(FACIAL_HAIR, text) ?? "none";
  return {
    eyewear: firstOf(EYEWEAR, text) ?? "none",
    facialHair: beardTold,
    hat: firstOf(HATS, text) ?? "none",
    marks: new Set(allOf(MARKS, text)),
    neckwear: firstOf(NECKWEAR, text) ?? "none",
    gear: new Set(allOf(GEAR, text)),
    extras: oneKindOfHorns(allOf(EXTRAS, text)),
    colors: {
      hat: colorBefore(text, HAT_NOUN),
      neckwear: colorBefore(text, NECK_NOUN),
      gear: colorBefore(text, GEAR_NOUN),
      eyewear: colorBefore(text, FRAME_NOUN),
      lips: mentions(text, LIP_NOUN) ? colorBefore(text, LIP_NOUN) : undefined,
    },
  };
}
