/** One invariant: a query that returns a row (`subject`, `detail`) for each violation. `$1` is the list of legal edges. */
export type Check = { readonly name: string; readonly sql: string; readonly edges?: true };

export type Violation = { readonly check: string; readonly subject: string; readonly detail: string };
