import type { Mutant } from "../mutant.ts";
import { OPERATORS } from "./operators.ts";

export type SqlMutant = Mutant & { readonly text: string };

/** All mutants of a file of SQL functions: each operator at each place where it fits, except in comments and texts. */
export function mutateSql(file: string, text: string): readonly SqlMutant[] {
  const code = blankOut(text);
  const seen = new Set<string>([text]);
  const mutants: SqlMutant[] = [];
  for (const { name, find, replace } of OPERATORS) {
    for (const match of code.matchAll(find)) {
      const original = text.slice(match.index, match.index + match[0].length);
      for (const replacement of [replace(original, match)].flat()) {
        const mutated = text.slice(0, match.index) + replacement + text.slice(match.index + original.length);
        if (seen.has(mutated)) continue;
        seen.add(mutated);
        const line = text.slice(0, match.index).split("\n").length;
        const at = text.slice(0, match.index).lastIndexOf("\n") + 1;
        const shown = (of: string, length: number) =>
          of
            .slice(at, of.indexOf("\n", match.index + length))
            .replaceAll(/\s+/g, " ")
            .trim();
        mutants.push({
          id: `${file}:${line} ${name} ${shown(mutated, replacement.length)}`,
          file,
          line,
          operator: name,
          before: shown(text, original.length),
          after: shown(mutated, replacement.length),
          text: mutated,
        });
      }
    }
  }
  return mutants;
}

/**
 * Replaces comments, sentences and everything before the function's body with spaces, so that positions stay the same.
 */
function blankOut(text: string): string {
  const body = text.indexOf("as $$");
  const blank = (piece: string) => piece.replaceAll(/[^\n]/g, " ");
  return (blank(text.slice(0, body + 5)) + text.slice(body + 5))
    .replaceAll(/--[^\n]*/g, blank)
    .replaceAll(/'[^']*'/g, (piece) => (/[a-z] [a-z]/.test(piece) ? blank(piece) : piece));
}
