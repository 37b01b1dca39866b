import type { SynthesisError } from "../domain/synthesis.ts";
import type { ProviderFailure } from "../providers/failure.ts";

/** Provider calls for one generation in all, whatever happens: docs/contract.md "Provider calls". */
export const MAX_ATTEMPTS = 4;

const BACKOFF_BASE_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;
/** A vendor may ask for a long pause; a synthesis has a deadline anyway. */
const MAX_RETRY_AFTER_MS = 300_000;
/** Waits are lengthened by up to this part of themselves, and by at most two seconds. */
const SPREAD = 0.2;
const MAX_SPREAD_MS = 2_000;

export type Decision =
  | { readonly kind: "again"; readonly delayMs: number }
  | { readonly kind: "fail"; readonly error: SynthesisError }
  | { readonly kind: "stop" };

/**
 * What a failed call means (docs/contract.md "Provider calls"): sent again only when it surely was not billed, or the
 * provider dedupes.
 */
export function decide(failure: ProviderFailure, attempt: number, dedupes: boolean): Decision {
  const again = attempt < MAX_ATTEMPTS;
  switch (failure.kind) {
    case "not_sent":
      if (!again) return { kind: "fail", error: "provider_unavailable" };
      return { kind: "again", delayMs: delayMs(failure, attempt) };
    case "outcome_unknown":
      if (!again || !dedupes) return { kind: "fail", error: "provider_outcome_unknown" };
      return { kind: "again", delayMs: delayMs(failure, attempt) };
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

/** What the provider asked of everybody, in ms: 0 when it asked for nothing. Bounded. */
export function pauseMs(failure: ProviderFailure): number {
  return Math.min(MAX_RETRY_AFTER_MS, (failure.retryAfterSeconds ?? 0) * 1000);
}

/**
 * Spreads those who wait for the same moment: the first of them may be told to wait again, and the others then learn of
 * it before they have spent a call. `random` is an unsigned 32-bit integer.
 */
export function spreadMs(waitMs: number, random: number): number {
  return Math.round((random / 2 ** 32) * Math.min(MAX_SPREAD_MS, waitMs * SPREAD));
}

/** Doubling from one second; the vendor's own wish when it has one. */
function delayMs(failure: ProviderFailure, attempt: number): number {
  const backoff = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1));
  return Math.max(backoff, pauseMs(failure));
}
