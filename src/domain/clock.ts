/** The process's clock, for log lines, local rate limits and URL expiry. The database's clock decides about money. */
export type Clock = { readonly now: () => Date };
