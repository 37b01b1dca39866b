import type { CharacterAttributes } from "../domain/character.ts";

const ADULT_AGE = 18;

/** Words for people under 18 that have hardly any other use. */
const MINOR_WORDS =
  /\b(?:child(?:ren|like)?|kids?|toddlers?|infants?|pre ?teens?|tweens?|teen(?:age[dr]?s?|s)?|adolescents?|under ?age[dr]?|schoolgirls?|school ?(?:girl|boy)s?|schoolboys?|(?:high|middle|grade) ?schoolers?|(?:little|young) (?:girl|boy)s?|jailbait|lolis?|lolicon|shotas?|shotacon)\b/;

const SMALL_NUMBERS =
  "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen";
const WRITTEN_AGE = new RegExp(`\\b(?:${SMALL_NUMBERS}) year(?:s )?(?: ?old)\\b`);
const AGE_IN_DIGITS = /\b(?:age|aged)(?: of)?[ :=]{1,3}(\d{1,3})\b|\b(\d{1,3}) ?(?:y[ ./]?o\b|(?:years?|yrs?) ?old\b)/g;

/** Words that sexualise a person. They are checked only for people under 18, so the list can be broad. */
const SEXUALISED =
  /\b(?:nud(?:e|es|ity)|naked|topless|bottomless|unclothed|undress\w*|striptease|stripp(?:er|ing)|porn\w*|nsfw|hentai|erotic\w*|sexy|sexi\w+|sexual\w*|having sex|seducti\w+|sensual\w*|lingerie|thongs?|g ?string|panties|underwear|bras?|bikinis?|see ?through|fetish\w*|bondage|bdsm|cleavage|nipples?|breasts|boobs?|genital\w*|penis\w*|vagina\w*|orgasm\w*|masturbat\w*|intercourse|provocative\w*|lewd\w*|slut\w*)\b/;

/** Letters of other scripts that look like Latin letters, and digits that stand for letters. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  у: "y",
  х: "x",
  і: "i",
  "@": "a",
  $: "s",
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
};

/** Whether the person is under 18, according to the age attribute or to any of the texts. */
export function isMinor(attributes: CharacterAttributes, texts: readonly string[]): boolean {
  if (attributes.age !== undefined && attributes.age < ADULT_AGE) return true;
  const words = wordsOf([...Object.values(attributes).map(String), ...texts].join(" . "));
  if (MINOR_WORDS.test(words) || WRITTEN_AGE.test(words)) return true;
  return [...words.matchAll(AGE_IN_DIGITS)].some(([, aged, old]) => Number(aged ?? old) < ADULT_AGE);
}

/**
 * Whether a request sexualises a person under 18. This check runs before anything is sent or paid. It stops only
 * plain cases; the vendor's own moderation still follows.
 */
export function isRefusedForMinor(attributes: CharacterAttributes, texts: readonly string[]): boolean {
  if (!isMinor(attributes, texts)) return false;
  const words = wordsOf([...Object.values(attributes).map(String), ...texts].join(" . "));
  return [words, unmasked(words)].some((text) => SEXUALISED.test(text));
}

/** Lower case, without accents and invisible characters. Hyphens and white space become one space. */
function wordsOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase()
    .replace(/[\s_-]+/g, " ");
}

/** Replaces look-alikes and joins words spelled in single letters (`n u d e`, `n.u.d.e`). */
function unmasked(words: string): string {
  return words
    .replace(/[аеорсухі@$013457]/g, (mark) => LOOK_ALIKES[mark] ?? mark)
    .replace(/\b[a-z](?:[ .*|/]{1,2}[a-z]\b){2,}/g, (spelled) => spelled.replace(/[^a-z]/g, ""));
}
