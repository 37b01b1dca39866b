import type { BucketName } from "./buckets.ts";
import type { CharacterStatus } from "./character.ts";
import type { ErrorCode } from "./errors.ts";

/** Codes for invalid input, which is refused with 400 before anything is read or written. */
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
 * One issue of the input. `param` names the member as in REST, or is null when the issue is not in a single member.
 */
export type InputIssue = {
  readonly code: InvalidInputCode;
  readonly message: string;
  readonly param: string | null;
};

/**
 * An expected business error with its details. This is the closed set of what an operation can return instead of a
 * result, and each transport maps it in one place. `param` names a member as in REST.
 */
export type Refusal =
  | ({ kind: "invalid_input" /** The issues after the first. */; others?: readonly InputIssue[] } & InputIssue)
  | { kind: "character_state"; status: CharacterStatus; eligible: readonly CharacterStatus[]; reason?: "no_ref_set" }
  | { kind: "character_not_ready"; status: CharacterStatus }
  | { kind: "insufficient_credits"; required: number; available: number; held: number }
  | { kind: "not_found" }
  | { kind: "idempotency_key_in_use"; reason: IdempotencyConflict }
  | { kind: "rate_limit_exceeded"; bucket: BucketName; retryAfterSeconds: number };

export type RefusalKind = Refusal["kind"];

/** The error code of each refusal. Refusals of invalid input carry their own code. */
export const REFUSAL_CODES = {
  character_state: "invalid_request_error",
  character_not_ready: "character_not_ready",
  insufficient_credits: "insufficient_credits",
  not_found: "resource_not_found",
  idempotency_key_in_use: "idempotency_key_in_use",
  rate_limit_exceeded: "rate_limit_exceeded",
} as const satisfies Readonly<Record<Exclude<RefusalKind, "invalid_input">, ErrorCode>>;

type RefusalsByKind = { [Kind in RefusalKind]: Extract<Refusal, { kind: Kind }> };

/** The outcome of a call that was refused for a reason of these kinds. */
export type Refused<Kind extends RefusalKind = RefusalKind> = { ok: false; refusal: RefusalsByKind[Kind] };

/** What an operation returns: its value, or a refusal of one of the kinds `Kind`. Everything else is thrown. */
export type Outcome<T, Kind extends RefusalKind = RefusalKind> = { ok: true; value: T } | Refused<Kind>;

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const refuse = <R extends Refusal>(refusal: R): { ok: false; refusal: R } => ({ ok: false, refusal });

/** Refuses an input with all its issues. */
export const invalidInputs = ([first, ...others]: readonly [InputIssue, ...InputIssue[]]): Refused<"invalid_input"> =>
  refuse({ kind: "invalid_input", ...first, ...(others.length === 0 ? {} : { others }) });

/** All issues that a refusal of invalid input lists. */
export const issuesOf = ({ code, message, param, others = [] }: Refused<"invalid_input">["refusal"]) => [
  { code, message, param },
  ...others,
];

/** Refuses an argument. `param` names it as in REST, or is null when the issue is not in a single argument. */
export const invalidInput = (code: InvalidInputCode, message: string, param: string | null): Refused<"invalid_input"> =>
  refuse({ kind: "invalid_input", code, message, param });
