/** The process's own clock: for log lines, cheap buckets and URL expiry. What decides about money is the database's. */
export type Clock = { readonly now: () => Date };
