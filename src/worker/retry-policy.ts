import type { SynthesisError } from "../domain/synthesis.ts";
import type { ProviderFailure } from "../providers/failure.ts";

/** Provider calls for one generation in all, whatever happens: the contract's bound. */
export const MAX_ATTEMPTS = 4;

const BACKOFF_BASE_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;
/** A vendor may ask for a long pause; a synthesis has a deadline anyway. */
const MAX_RETRY_AFTER_MS = 300_000;

export type Decision =
  | {
      readonly kind: "again" /** surely not billed: the attempt is taken back */;
      readonly postpone: boolean;
      readonly delayMs: number;
    }
  | { readonly kind: "fail"; readonly error: SynthesisError }
  | { readonly kind: "stop" };

/** What a failed call means (CONTRACT section 11): sent again only when it surely was not billed, or the provider dedupes. */
export function decide(failure: ProviderFailure, attempt: number, dedupes: boolean): Decision {
  const again = attempt < MAX_ATTEMPTS;
  switch (failure.kind) {
    case "not_sent":
      if (!again) return { kind: "fail", error: "provider_unavailable" };
      return { kind: "again", postpone: true, delayMs: delayMs(failure, attempt) };
    case "outcome_unknown":
      if (!again || !dedupes) return { kind: "fail", error: "provider_outcome_unknown" };
      return { kind: "again", postpone: false, delayMs: delayMs(failure, attempt) };
    case "rejected":
      return { kind: "fail", error: "content_rejected" };
    case "unavailable":
      return { kind: "fail", error: "provider_unavailable" };
    case "unusable":
      return { kind: "fail", error: "provider_bad_response" };
    case "aborted":
      return { kind: "stop" };
  }
}

/** Doubling from one second; the vendor's own wish when it has one. */
function delayMs(failure: ProviderFailure, attempt: number): number {
  const backoff = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1));
  if (failure.retryAfterSeconds === null) return backoff;
  return Math.min(MAX_RETRY_AFTER_MS, Math.max(backoff, failure.retryAfterSeconds * 1000));
}
