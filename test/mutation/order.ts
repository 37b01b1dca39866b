import type { Mutant } from "./mutant.ts";
import type { Part } from "./parts.ts";

/** The task of one process: every `of`-th mutant of the part, starting at `share`, and the path of its report. */
export type Order = {
  readonly part: Part;
  readonly share: number;
  readonly of: number;
  readonly report: string;
  /** A regular expression for `file:line operator`; null for all. */
  readonly only: string | null;
};

declare module "vitest" {
  interface ProvidedContext {
    order: Order;
    mutants: Mutant[];
    ignored: string[];
  }
}
