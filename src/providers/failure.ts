/**
 * What a failed call means for billing:
 * - `not_sent`: certainly not billed (connection refused, 429 without a used-up quota, 503 with `Retry-After` or the
 *   vendor's own JSON error); may be sent again;
 * - `outcome_unknown`: possibly billed (timeout, reset, truncated answer, any other 5xx); sent again only to a
 *   provider that dedupes;
 * - `rejected`: refused for its content;
 * - `unavailable`: bad key, used-up quota or wrong model;
 * - `unusable`: a readable answer whose image is unusable or not allowed;
 * - `aborted`: the caller's signal ended the call.
 */
export type ProviderFailureKind = "not_sent" | "outcome_unknown" | "rejected" | "unavailable" | "unusable" | "aborted";

/** A failed provider call. The message is for the log and contains neither the prompt nor a secret. */
export class ProviderFailure extends Error {
  override readonly name = "ProviderFailure";
  readonly kind: ProviderFailureKind;
  /** Seconds that the vendor asked to wait; null when it gave none. */
  readonly retryAfterSeconds: number | null;
  /** The vendor's request id, to quote to its support; null without an answer. */
  readonly requestId: string | null;

  constructor(
    kind: ProviderFailureKind,
    message: string,
    options: { retryAfterSeconds?: number; requestId?: string | null; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.requestId = options.requestId ?? null;
  }
}
