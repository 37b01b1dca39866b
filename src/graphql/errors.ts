import type { ZodError } from "zod";
import type { CharacterStatus } from "../domain/character.ts";
import { ERRORS } from "../domain/errors.ts";
import {
  type IdempotencyConflict,
  type InputIssue,
  invalidInputs,
  issuesOf,
  type Outcome,
  type Refusal,
  type RefusalKind,
} from "../domain/refusals.ts";
import { describeRefusal, docUrl } from "../http/errors.ts";
import { idempotencyKeyIssues } from "../operations/idempotent-request.ts";
import { inputIssues } from "../operations/input.ts";
import { argumentName } from "../operations/wire-names.ts";
import type { GraphqlContext } from "./context.ts";

/** The fields of `interface UserError`. */
type UserErrorFields = {
  readonly type: string;
  readonly code: string;
  readonly message: string;
  /** The invalid argument, spelled as in GraphQL. */
  readonly param: string | null;
  readonly docUrl: string;
  readonly requestId: string;
  /** Whole seconds after which a retry can succeed; null when waiting does not help. */
  readonly retryAfterSeconds: number | null;
};

/**
 * An expected business error. A mutation that declares the class returns it as a member of its union; anywhere else it
 * becomes a top-level error. Each kind is a class, because the errors plugin distinguishes the members by their
 * classes.
 */
export class UserError extends Error {
  readonly type: string;
  readonly code: string;
  readonly param: string | null;
  readonly docUrl: string;
  readonly requestId: string;
  readonly retryAfterSeconds: number | null;

  constructor(fields: UserErrorFields) {
    super(fields.message);
    this.type = fields.type;
    this.code = fields.code;
    this.param = fields.param;
    this.docUrl = fields.docUrl;
    this.requestId = fields.requestId;
    this.retryAfterSeconds = fields.retryAfterSeconds;
  }
}

export class InvalidInputError extends UserError {
  override readonly name = "InvalidInputError";
  readonly issues: readonly InputIssue[];

  constructor(fields: UserErrorFields, issues: readonly InputIssue[]) {
    super(fields);
    this.issues = issues;
  }
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
    fields: UserErrorFields,
    state: { status: CharacterStatus; eligible: readonly CharacterStatus[]; reason?: "no_ref_set" },
  ) {
    super(fields);
    this.status = state.status;
    this.eligible = state.eligible;
    this.reason = state.reason ?? null;
  }
}

export class CharacterNotReadyError extends UserError {
  override readonly name = "CharacterNotReadyError";
  readonly status: CharacterStatus;

  constructor(fields: UserErrorFields, status: CharacterStatus) {
    super(fields);
    this.status = status;
  }
}

export class InsufficientCreditsError extends UserError {
  override readonly name = "InsufficientCreditsError";
  readonly required: number;
  readonly available: number;
  readonly held: number;

  constructor(fields: UserErrorFields, credits: { required: number; available: number; held: number }) {
    super(fields);
    this.required = credits.required;
    this.available = credits.available;
    this.held = credits.held;
  }
}

export class IdempotencyKeyInUseError extends UserError {
  override readonly name = "IdempotencyKeyInUseError";
  readonly reason: IdempotencyConflict;

  constructor(fields: UserErrorFields, reason: IdempotencyConflict) {
    super(fields);
    this.reason = reason;
  }
}

export class RateLimitExceededError extends UserError {
  override readonly name = "RateLimitExceededError";
  readonly bucket: string;
  override readonly retryAfterSeconds: number;

  constructor(fields: UserErrorFields, bucket: string, retryAfterSeconds: number) {
    super(fields);
    this.bucket = bucket;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The error class of each kind of refusal, which is its member in a mutation's union. */
export const USER_ERRORS: Readonly<Record<RefusalKind, new (...args: never[]) => UserError>> = {
  invalid_input: InvalidInputError,
  character_state: CharacterStateError,
  character_not_ready: CharacterNotReadyError,
  insufficient_credits: InsufficientCreditsError,
  not_found: NotFoundError,
  idempotency_key_in_use: IdempotencyKeyInUseError,
  rate_limit_exceeded: RateLimitExceededError,
};

/** Returns the value of an outcome. Throws its refusal as a `UserError`. */
export function valueOrRefusal<T>(context: GraphqlContext, outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw userError(context, outcome.refusal);
}

/**
 * Returns the value of an outcome, and null for the refusal `not_found`. Throws every other refusal as a `UserError`.
 */
export function valueOrNull<T>(context: GraphqlContext, outcome: Outcome<T>): T | null {
  return !outcome.ok && outcome.refusal.kind === "not_found" ? null : valueOrRefusal(context, outcome);
}

/** Maps a refusal to its error class. It is the only such mapping. */
function userError(context: GraphqlContext, refusal: Refusal): UserError {
  const fields = userErrorFields(context, refusal);
  switch (refusal.kind) {
    case "invalid_input":
      return new InvalidInputError(fields, issuesOf(refusal).map(inArguments));
    case "character_state":
      return new CharacterStateError(fields, refusal);
    case "character_not_ready":
      return new CharacterNotReadyError(fields, refusal.status);
    case "insufficient_credits":
      return new InsufficientCreditsError(fields, refusal);
    case "not_found":
      return new NotFoundError(fields);
    case "idempotency_key_in_use":
      return new IdempotencyKeyInUseError(fields, refusal.reason);
    case "rate_limit_exceeded":
      return new RateLimitExceededError(fields, refusal.bucket, refusal.retryAfterSeconds);
    default:
      return refusal satisfies never;
  }
}

function userErrorFields({ app, call }: GraphqlContext, refusal: Refusal): UserErrorFields {
  const { code, retryAfterSeconds, ...described } = describeRefusal(refusal);
  const { message, param } = inArguments(described);
  return {
    type: ERRORS[code].type,
    code,
    message,
    param,
    docUrl: docUrl(app, code),
    requestId: call.requestId,
    retryAfterSeconds,
  };
}

/** Replaces the name of the argument with its spelling in GraphQL. */
function inArguments<Issue extends { readonly message: string; readonly param: string | null }>(issue: Issue): Issue {
  const { message, param: restParam } = issue;
  if (restParam === null) return issue;
  const param = argumentName(restParam);
  const isNamed = message.startsWith(`${restParam}:`);
  return { ...issue, param, message: isNamed ? param + message.slice(restParam.length) : message };
}

/**
 * Converts a validation error of the zod plugin. The wrapping argument `input` exists only in GraphQL, so `param` names
 * the field inside it, as over REST.
 */
export function argumentError(error: ZodError, args: Record<string, unknown>, context: GraphqlContext): UserError {
  const issues = error.issues.map((issue) =>
    issue.path[0] === "input" ? { ...issue, path: issue.path.slice(1) } : issue,
  );
  const sent = issues[0] === error.issues[0] ? args : args.input;
  const key = args.idempotencyKey ?? context.header.key;
  const [first, ...others] = [
    ...(typeof key === "string" ? idempotencyKeyIssues(key) : []),
    ...inputIssues(issues, sent),
  ];
  if (!first) throw new Error("a failed parse has an issue");
  return userError(context, invalidInputs([first, ...others]).refusal);
}
