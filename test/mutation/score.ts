import type { Verdict } from "./mutant.ts";

/** What became of a file's mutants, or of a part's. */
export type Score = { readonly file: string; readonly killed: number; readonly survived: number };

/** A score for each file. */
export function scores(verdicts: readonly Verdict[]): readonly Score[] {
  const files = Map.groupBy(verdicts, ({ mutant }) => mutant.file);
  return [...files].toSorted().map(([file, ofFile]) => {
    const killed = ofFile.filter((verdict) => verdict.killed).length;
    return { file, killed, survived: ofFile.length - killed };
  });
}

/** Killed of all, in percent. */
export const percent = ({ killed, survived }: Score): number =>
  killed + survived === 0 ? 100 : (100 * killed) / (killed + survived);

export const total = (file: string, all: readonly Score[]): Score => ({
  file,
  killed: all.reduce((sum, { killed }) => sum + killed, 0),
  survived: all.reduce((sum, { survived }) => sum + survived, 0),
});

/** A table for the terminal, a file a line. */
export function table(all: readonly Score[]): string {
  const width = Math.max(...all.map(({ file }) => file.length), 4);
  const line = (file: string, ...cells: readonly string[]) =>
    [file.padEnd(width), ...cells.map((cell) => cell.padStart(8))].join(" ");
  return [
    line("file", "mutants", "killed", "survived", "score"),
    ...all.map((score) =>
      line(
        score.file,
        String(score.killed + score.survived),
        String(score.killed),
        String(score.survived),
        `${percent(score).toFixed(1)} %`,
      ),
    ),
  ].join("\n");
}

/** The survivors, as differences. */
export function survivors(verdicts: readonly Verdict[]): string {
  return verdicts
    .filter(({ killed }) => !killed)
    .map(({ mutant }) => mutant)
    .toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
    .map(({ file, line, operator, before, after }) => `${file}:${line} ${operator}\n  - ${before}\n  + ${after}`)
    .join("\n");
}
