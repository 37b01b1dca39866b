/** A team's credits, as integers. `available` is `total - held` and never negative. */
export type Balance = { readonly total: number; readonly held: number; readonly available: number };

export type LedgerEntryKind = "grant" | "hold" | "capture" | "release";

/** The largest amount of a grant and of a team's total, just below the limit of GraphQL's Int. */
export const MAX_CREDITS = 2_000_000_000;
