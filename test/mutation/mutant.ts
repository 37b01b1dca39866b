/** A change at one place of one file. */
export type Mutant = {
  readonly id: string;
  /** The path in the repository. */
  readonly file: string;
  readonly line: number;
  readonly operator: string;
  /** The unchanged line, with runs of spaces replaced by one space. */
  readonly before: string;
  /** The changed line. When several lines are replaced, it extends to the end of the replacement. */
  readonly after: string;
};

/** The result for a mutant; `by` is the test that failed. */
export type Verdict = { readonly mutant: Mutant; readonly killed: boolean; readonly by: string | null };

/** The result of a run of one part, or of a share of it. */
export type Report = {
  readonly verdicts: readonly Verdict[];
  /** Mutants that were not run because they have no observable effect. */
  readonly equivalent: readonly Mutant[];
  /** Tests that failed without any mutant and were not used. */
  readonly unfit: readonly string[];
};
