import type { Color } from "../core/color.ts";
import { inEnglish, inSigns } from "./foreign-words.ts";

/** Ordered rows: the first that matches wins. A last row `/(?:)/` matches everything, the empty text too. */
export type Table<T> = readonly (readonly [RegExp, T])[];

/** Longest text that is read; longer attributes are cut. */
const MAX_TEXT = 1000;

/** Words of a refusal just before a match: "no glasses", "without a hat". */
const REFUSAL = /\b(?:no|not|without|never|isn t|doesn t|non|minus)(?: (?:a|an|any|the|wearing|wear|has|have))* ?$/;

/** Lower-case words in plain letters, one space between them: what every pattern is matched against. */
export function plainText(...parts: readonly (string | undefined)[]): string {
  const told = parts
    .map((part) => (part ?? "").slice(0, MAX_TEXT))
    .join(" ; ")
    // Before letters are taken apart, which would turn Korean syllables into strokes.
    .normalize("NFC");
  return inEnglish(
    inSigns(told)
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase(),
  )
    .replace(/[^a-z0-9;,.]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** A colour written as `#rgb` or `#rrggbb`, read as numbers and written anew. */
export function hexColor(text: string | undefined): Color | undefined {
  const digits = /#([0-9a-f]{6}|[0-9a-f]{3})\b/i.exec((text ?? "").slice(0, MAX_TEXT))?.[1];
  if (digits === undefined) return undefined;
  const whole = digits.length === 6 ? digits : digits.replace(/./g, "$&$&");
  return `#${Number.parseInt(whole, 16).toString(16).padStart(6, "0")}`;
}

/** Value of the first row whose pattern is in the text and not refused there. */
export function firstOf<T>(table: Table<T>, text: string): T | undefined {
  return table.find(([pattern]) => mentions(text, pattern))?.[1];
}

/** Value of the row that matches earliest in the text; table order breaks ties. */
export function earliestOf<T>(table: Table<T>, text: string): { value: T; index: number; end: number } | undefined {
  let best: { value: T; index: number; end: number } | undefined;
  for (const [pattern, value] of table) {
    const match = pattern.exec(text);
    if (match !== null && (best === undefined || match.index < best.index)) {
      best = { value, index: match.index, end: match.index + match[0].length };
    }
  }
  return best;
}

/** True when the text has the pattern, not counting "no …" and "without …". */
export function mentions(text: string, pattern: RegExp): boolean {
  const match = pattern.exec(text);
  return match !== null && !REFUSAL.test(text.slice(Math.max(0, match.index - 24), match.index));
}

/** Values of all rows that match. */
export function allOf<T>(table: Table<T>, text: string): T[] {
  return table.filter(([pattern]) => mentions(text, pattern)).map(([, value]) => value);
}
