/**
 * One invariant: a query that returns a row (`subject`, `detail`) for each violation. One statement, so one moment:
 * right also while others write. `$1`, for who wants it, is the list of legal edges.
 */
export type Check = { readonly name: string; readonly sql: string; readonly edges?: true };

export type Violation = { readonly check: string; readonly subject: string; readonly detail: string };

/**
 * Events that no clean-up is after: it takes those of thirty days, in no order, so what stands beside a gap may be old.
 * SQL condition on `e`.
 */
export const IS_YOUNG = "e.created_at > retake.clock_now() - interval '29 days'";
