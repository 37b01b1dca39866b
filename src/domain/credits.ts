/** A team's credits; integers. `available = total - held`, never below zero. */
export type Balance = { readonly total: number; readonly held: number; readonly available: number };

export const LEDGER_ENTRY_KINDS = ["grant", "hold", "capture", "release"] as const;
export type LedgerEntryKind = (typeof LEDGER_ENTRY_KINDS)[number];

/** Largest amount of one grant, and of a team's total: GraphQL's Int ends a little above. */
export const MAX_CREDITS = 2_000_000_000;
