import type { Report, Verdict } from "./mutant.ts";

/** The results of the mutants of a file or a part. */
export type Score = {
  readonly file: string;
  readonly killed: number;
  readonly survived: number;
  readonly equivalent: number;
};

/** Computes the score of each file. */
export function scores({ verdicts, equivalent }: Report): readonly Score[] {
  const files = [...new Set([...verdicts.map(({ mutant }) => mutant), ...equivalent].map(({ file }) => file))];
  return files.toSorted().map((file) => {
    const tried = verdicts.filter(({ mutant }) => mutant.file === file);
    const killed = tried.filter((verdict) => verdict.killed).length;
    const left = equivalent.filter((mutant) => mutant.file === file).length;
    return { file, killed, survived: tried.length - killed, equivalent: left };
  });
}

/** The percentage of killed mutants. */
export const percent = ({ killed, survived }: Score): number =>
  killed + survived === 0 ? 100 : (100 * killed) / (killed + survived);

export const total = (file: string, all: readonly Score[]): Score => ({
  file,
  killed: all.reduce((sum, { killed }) => sum + killed, 0),
  survived: all.reduce((sum, { survived }) => sum + survived, 0),
  equivalent: all.reduce((sum, { equivalent }) => sum + equivalent, 0),
});

/** Formats a table for the terminal with one line for each file. */
export function table(all: readonly Score[]): string {
  const width = Math.max(...all.map(({ file }) => file.length), 4);
  const line = (file: string, ...cells: readonly string[]) =>
    [file.padEnd(width), ...cells.map((cell) => cell.padStart(10))].join(" ");
  return [
    line("file", "mutants", "killed", "survived", "equivalent", "score"),
    ...all.map((score) =>
      line(
        score.file,
        String(score.killed + score.survived + score.equivalent),
        String(score.killed),
        String(score.survived),
        String(score.equivalent),
        `${percent(score).toFixed(1)} %`,
      ),
    ),
  ].join("\n");
}

/** Formats the surviving mutants as differences. */
export function survivors(verdicts: readonly Verdict[]): string {
  return verdicts
    .filter(({ killed }) => !killed)
    .map(({ mutant }) => mutant)
    .toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
    .map(({ file, line, operator, before, after }) => `${file}:${line} ${operator}\n  - ${before}\n  + ${after}`)
    .join("\n");
}
