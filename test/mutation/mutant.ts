/** A change to one place of one file. */
export type Mutant = {
  readonly id: string;
  /** Below the repository. */
  readonly file: string;
  readonly line: number;
  readonly operator: string;
  /** The line as it is, its spaces counted as one. */
  readonly before: string;
  /** The line as it becomes; where several lines are replaced, up to the end of what stands in their place. */
  readonly after: string;
};

/** What became of it; `by` is the test that failed. */
export type Verdict = { readonly mutant: Mutant; readonly killed: boolean; readonly by: string | null };

/** What a run of one part, or of a share of it, found. */
export type Report = {
  readonly verdicts: readonly Verdict[];
  /** Left out: nobody could see them. */
  readonly equivalent: readonly Mutant[];
  /** Tests that failed without any mutant and were left out. */
  readonly unfit: readonly string[];
};
