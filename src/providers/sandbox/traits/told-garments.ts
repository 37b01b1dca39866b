import type { Color } from "../core/color.ts";
import { type ClothPattern, COLOR_WORDS, PATTERN_WORDS } from "./color-words.ts";
import { GARMENT_WORDS, type Piece } from "./garment-words.ts";
import { earliestOf, firstOf } from "./match.ts";

export type Told = {
  readonly piece: Piece;
  readonly color: Color | undefined;
  readonly pattern: ClothPattern | undefined;
};

/** Clauses end here; a colour word does not reach over one. */
export const CLAUSE_END = /[;,.]|\b(?:and|with|over|under|plus)\b/g;

/** The garments a text names, each with the colour word that stands before it in its clause or right behind it. */
export function toldGarments(text: string): Told[] {
  const found: Told[] = [];
  let rest = text;
  for (let guard = 0; guard < 16; guard++) {
    const match = earliestOf(GARMENT_WORDS, rest);
    if (match === undefined) break;
    const before = rest.slice(0, match.index);
    const clause = before.split(CLAUSE_END).pop() ?? "";
    const words = rest.slice(before.length - clause.length, match.end);
    const behind = /^ (?:in|of|with) ((?:\w+ ){0,2}\w+)/.exec(rest.slice(match.end))?.[1] ?? "";
    if (!/\b(?:no|without)\b/.test(clause)) {
      found.push({
        piece: match.value,
        color: lastColor(clause) ?? firstOf(COLOR_WORDS, behind.split(CLAUSE_END)[0] ?? ""),
        pattern: firstOf(PATTERN_WORDS, words),
      });
    }
    rest = rest.slice(match.end);
  }
  return found;
}

/** The colour said last, nearest to the garment: "red hair, blue eyes … yellow jacket". Hair and eyes are not cloth. */
function lastColor(clause: string): Color | undefined {
  const cloth = clause.replace(/\b[a-z ]{0,24}\b(?:hair\w*|eye\w*|skin\w*|beard)\b/g, " ");
  const words = cloth.split(" ");
  for (let from = words.length - 1; from >= Math.max(0, words.length - 6); from--) {
    const color = firstOf(COLOR_WORDS, words.slice(from === 0 ? 0 : from - 1).join(" ")) ?? undefined;
    if (color !== undefined) return color;
  }
  return undefined;
}
