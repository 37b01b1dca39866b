import type { ErrorCode } from "../domain/errors.ts";
import { type IdempotencyConflict, issuesOf, type Refusal } from "../domain/refusals.ts";

/** What a refusal says to the caller, the same words on every transport. */
export type DescribedRefusal = {
  readonly code: ErrorCode;
  readonly message: string;
  /** The member as REST spells it. */
  readonly param: string | null;
  /** The table's `details`, with REST's names. */
  readonly details: Readonly<Record<string, unknown>> | null;
  /** Whole seconds for `Retry-After`. */
  readonly retryAfterSeconds: number | null;
};

/** The first call ends within milliseconds; who waited the full five seconds already should not wait long again. */
const IN_FLIGHT_RETRY_SECONDS = 1;

const CONFLICTS: Readonly<Record<IdempotencyConflict, string>> = {
  other_body: "This idempotency key was used for the same call with other parameters.",
  other_operation: "This idempotency key was used for another call.",
  in_flight: "The first call with this idempotency key is still running.",
};

/** The one mapping from a refusal to its code and words. */
export function describeRefusal(refusal: Refusal): DescribedRefusal {
  const none = { param: null, details: null, retryAfterSeconds: null };
  switch (refusal.kind) {
    case "invalid_input":
      return {
        ...none,
        code: refusal.code,
        message: refusal.message,
        param: refusal.param,
        details: { issues: issuesOf(refusal) },
      };
    case "character_state": {
      const { status, eligible, reason } = refusal;
      const message = reason
        ? "The character has no set of the four synthesized poses yet."
        : `The character is ${status}; this call needs ${listed(eligible)}.`;
      const details = { status, eligible, ...(reason ? { reason } : {}) };
      return { ...none, code: "invalid_request_error", message, details };
    }
    case "character_not_ready":
      return { ...none, code: "character_not_ready", message: `The character is ${refusal.status}, not ready.` };
    case "insufficient_credits": {
      const { required, available, held } = refusal;
      const message = `This call costs ${required} credits; ${available} are available and ${held} are held.`;
      return { ...none, code: "insufficient_credits", message, details: { required, available, held } };
    }
    case "not_found":
      return { ...none, code: "resource_not_found", message: "There is nothing with this id." };
    case "idempotency_key_in_use": {
      const { reason } = refusal;
      const retryAfterSeconds = reason === "in_flight" ? IN_FLIGHT_RETRY_SECONDS : null;
      return {
        ...none,
        code: "idempotency_key_in_use",
        message: CONFLICTS[reason],
        details: { reason },
        retryAfterSeconds,
      };
    }
    case "rate_limit_exceeded": {
      const { bucket, retryAfterSeconds } = refusal;
      const message = `The bucket ${bucket} is empty; its next token is there in ${retryAfterSeconds} s.`;
      const details = { bucket, retry_after_seconds: retryAfterSeconds };
      return { ...none, code: "rate_limit_exceeded", message, details, retryAfterSeconds };
    }
    default:
      return refusal satisfies never;
  }
}

/** `a`, `a or b`, `a, b or c`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
