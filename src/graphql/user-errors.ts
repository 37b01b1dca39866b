import type { CharacterStatus } from "../domain/character.ts";
import type { IdempotencyConflict } from "../domain/refusals.ts";

/** The fields of `interface UserError`. */
export type UserErrorFacts = {
  readonly type: string;
  readonly code: string;
  readonly message: string;
  /** The argument in GraphQL's spelling. */
  readonly param: string | null;
  readonly docUrl: string;
  readonly requestId: string;
  /** Whole seconds, when waiting helps. */
  readonly retryAfterSeconds: number | null;
};

/**
 * An expected no. A mutation that lists the class answers it as a member of its union; thrown anywhere else it becomes
 * a top-level error. Classes, because that is how the errors plugin tells the members apart.
 */
export class UserError extends Error {
  readonly type: string;
  readonly code: string;
  readonly param: string | null;
  readonly docUrl: string;
  readonly requestId: string;
  readonly retryAfterSeconds: number | null;

  constructor(facts: UserErrorFacts) {
    super(facts.message);
    this.type = facts.type;
    this.code = facts.code;
    this.param = facts.param;
    this.docUrl = facts.docUrl;
    this.requestId = facts.requestId;
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }
}

export class InvalidInputError extends UserError {
  override readonly name = "InvalidInputError";
}

export class NotFoundError extends UserError {
  override readonly name = "NotFoundError";
}

export class CharacterStateError extends UserError {
  override readonly name = "CharacterStateError";
  readonly status: CharacterStatus;
  readonly eligible: readonly CharacterStatus[];
  readonly reason: "no_ref_set" | null;

  constructor(
    facts: UserErrorFacts,
    state: { status: CharacterStatus; eligible: readonly CharacterStatus[]; reason?: "no_ref_set" },
  ) {
    super(facts);
    this.status = state.status;
    this.eligible = state.eligible;
    this.reason = state.reason ?? null;
  }
}

export class CharacterNotReadyError extends UserError {
  override readonly name = "CharacterNotReadyError";
  readonly status: CharacterStatus;

  constructor(facts: UserErrorFacts, status: CharacterStatus) {
    super(facts);
    this.status = status;
  }
}

export class InsufficientCreditsError extends UserError {
  override readonly name = "InsufficientCreditsError";
  readonly required: number;
  readonly available: number;
  readonly held: number;

  constructor(facts: UserErrorFacts, credits: { required: number; available: number; held: number }) {
    super(facts);
    this.required = credits.required;
    this.available = credits.available;
    this.held = credits.held;
  }
}

export class IdempotencyKeyInUseError extends UserError {
  override readonly name = "IdempotencyKeyInUseError";
  readonly reason: IdempotencyConflict;

  constructor(facts: UserErrorFacts, reason: IdempotencyConflict) {
    super(facts);
    this.reason = reason;
  }
}

export class RateLimitExceededError extends UserError {
  override readonly name = "RateLimitExceededError";
  readonly bucket: string;
  override readonly retryAfterSeconds: number;

  constructor(facts: UserErrorFacts, bucket: string, retryAfterSeconds: number) {
    super(facts);
    this.bucket = bucket;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
