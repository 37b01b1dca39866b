/** Rows that a stream still had to tell are no longer kept: whoever asked begins again with the present state. */
export class HistoryTruncatedError extends Error {
  override readonly name = "HistoryTruncatedError";
}
