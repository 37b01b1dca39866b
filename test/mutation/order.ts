import type { Mutant } from "./mutant.ts";
import type { Part } from "./parts.ts";

/** What one process is to do: every `of`-th mutant of the part, from `share` on, and where its report goes. */
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
