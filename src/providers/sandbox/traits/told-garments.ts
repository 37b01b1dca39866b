import type { Color } from "../core/color.ts";
import { type ClothPattern, COLOR_WORDS, PATTERN_WORDS } from "./color-words.ts";
import { COSTUMES, GARMENT_WORDS, type Piece } from "./garment-words.ts";
import { earliestOf, firstOf, mentions } from "./match.ts";

/** A garment that a text names. */
export type Told = {
  readonly piece: Piece;
  readonly color?: Color | undefined;
  readonly pattern?: ClothPattern | undefined;
  /** Colour of the pattern. */
  readonly accent?: Color | undefined;
};

/** Clauses end here; a colour word does not reach over one. */
export const CLAUSE_END = /[;,.]|\b(?:and|with|over|under|plus)\b/g;

/** More garments than this in one text are not read. */
const MOST_GARMENTS = 16;

/** The garments a text names, each with the colour word that stands before it in its clause or right behind it. */
export function toldGarments(text: string): Told[] {
  const found: Told[] = [];
  let rest = text;
  while (found.length < MOST_GARMENTS) {
    const match = earliestOf(GARMENT_WORDS, rest);
    if (match === undefined) break;
    const clause = lastClause(rest.slice(0, match.index));
    const refused = /\b(?:no|without)\b/.test(clause);
    const behind = followingWords(rest.slice(match.end));
    const words = `${clause}${rest.slice(match.index, match.end)}`;
    if (!refused) {
      found.push({
        piece: match.value,
        color: lastColor(clause) ?? (/^(?:in|of) /.test(behind) ? firstOf(COLOR_WORDS, behind) : undefined),
        pattern: firstOf(PATTERN_WORDS, words) ?? firstOf(PATTERN_WORDS, behind),
        accent: firstOf(PATTERN_WORDS, behind) ? firstOf(COLOR_WORDS, behind) : undefined,
      });
    }
    rest = rest.slice(match.end);
  }
  return found;
}

/** The pieces of a whole outfit told in one word; a suit has the colour said before it. */
export function toldCostume(text: string): Told[] {
  const row = COSTUMES.find(([pattern]) => mentions(text, pattern));
  const match = row?.[0].exec(text);
  if (row === undefined || match === null || match === undefined) return [];
  const color = match[0].endsWith("suit") ? lastColor(lastClause(text.slice(0, match.index))) : undefined;
  return row[1].map((piece) => ({
    piece,
    color: piece.slot === "outer" || piece.slot === "bottom" ? color : undefined,
  }));
}

const lastClause = (before: string): string => before.split(CLAUSE_END).pop() ?? "";

/** The words behind a garment that still speak of it: up to the next comma, and not into the next garment. */
function followingWords(after: string): string {
  const words = /^ (?:in|of|with) [^;,.]{0,40}/.exec(after)?.[0].trim() ?? "";
  const next = earliestOf(GARMENT_WORDS, words);
  return next === undefined ? words : "";
}

/** The colour said last, nearest to the garment: "red hair, blue eyes … yellow jacket". Hair and eyes are not cloth. */
function lastColor(clause: string): Color | undefined {
  const cloth = clause.replace(/\b[a-z ]{0,24}\b(?:hair\w*|eye\w*|skin\w*|beard)\b/g, " ");
  const words = cloth.trim().split(" ");
  for (let from = words.length - 1; from >= Math.max(0, words.length - 6); from--) {
    const color = firstOf(COLOR_WORDS, words.slice(Math.max(0, from - 1)).join(" "));
    if (color !== undefined) return color;
  }
  return undefined;
}
