import type { BucketName } from "./buckets.ts";
import type { CharacterStatus } from "./character.ts";

/** Codes of input that is refused before anything is touched (400). */
export const INVALID_INPUT_CODES = [
  "missing_field",
  "invalid_format",
  "value_out_of_range",
  "invalid_request",
  "parameter_invalid_combination",
  "upload_invalid",
  "unknown_version",
  "invalid_page_token",
] as const;

export type InvalidInputCode = (typeof INVALID_INPUT_CODES)[number];

export type IdempotencyConflict = "other_body" | "other_operation" | "in_flight";

/**
 * An expected no, with its facts: the closed set of what an operation can answer instead of its result. A transport
 * maps it once. `param` names a member as REST spells it.
 */
export type Refusal =
  | { kind: "invalid_input"; code: InvalidInputCode; message: string; param: string | null }
  | { kind: "character_state"; status: CharacterStatus; eligible: readonly CharacterStatus[]; reason?: "no_ref_set" }
  | { kind: "character_not_ready"; status: CharacterStatus }
  | { kind: "insufficient_credits"; required: number; available: number; held: number }
  | { kind: "not_found" }
  | { kind: "idempotency_key_in_use"; reason: IdempotencyConflict }
  | { kind: "rate_limit_exceeded"; bucket: BucketName; retryAfterSeconds: number };

/** What an operation answers: its value, or a refusal. Everything else it throws. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export const accepted = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const refused = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });

/** Shorthand for the commonest refusal. */
export const invalidInput = (
  code: InvalidInputCode,
  message: string,
  param: string | null,
): { ok: false; refusal: Refusal } => refused({ kind: "invalid_input", code, message, param });
