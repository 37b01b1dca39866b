import { ERRORS } from "../domain/errors.ts";
import type { Outcome, Refusal } from "../domain/refusals.ts";
import { docUrl } from "../http/error-answer.ts";
import { refusalFacts } from "../http/refusal-facts.ts";
import type { GraphqlContext } from "./context.ts";
import { graphqlParam } from "./param.ts";
import {
  CharacterNotReadyError,
  CharacterStateError,
  IdempotencyKeyInUseError,
  InsufficientCreditsError,
  InvalidInputError,
  NotFoundError,
  RateLimitExceededError,
  type UserError,
  type UserErrorFacts,
} from "./user-errors.ts";

/** The value of an outcome; throws its refusal as a user error, for the mutation's union. */
export function valueOrRefusal<T>(context: GraphqlContext, outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw userError(context, outcome.refusal);
}

/** For queries: null for what is not there; every other refusal is thrown and becomes a top-level error. */
export function valueOrNull<T>(context: GraphqlContext, outcome: Outcome<T>): T | null {
  return !outcome.ok && outcome.refusal.kind === "not_found" ? null : valueOrRefusal(context, outcome);
}

/** The one mapping from a refusal to the error type that shows it. */
export function userError(context: GraphqlContext, refusal: Refusal): UserError {
  const facts = userErrorFacts(context, refusal);
  switch (refusal.kind) {
    case "invalid_input":
      return new InvalidInputError(facts);
    case "character_state":
      return new CharacterStateError(facts, refusal);
    case "character_not_ready":
      return new CharacterNotReadyError(facts, refusal.status);
    case "insufficient_credits":
      return new InsufficientCreditsError(facts, refusal);
    case "not_found":
      return new NotFoundError(facts);
    case "idempotency_key_in_use":
      return new IdempotencyKeyInUseError(facts, refusal.reason);
    case "rate_limit_exceeded":
      return new RateLimitExceededError(facts, refusal.bucket, refusal.retryAfterSeconds);
    default:
      return refusal satisfies never;
  }
}

function userErrorFacts({ app, call }: GraphqlContext, refusal: Refusal): UserErrorFacts {
  const { code, message, param: restParam, retryAfterSeconds } = refusalFacts(refusal);
  const param = graphqlParam(restParam);
  return {
    type: ERRORS[code].type,
    code,
    message:
      restParam !== null && message.startsWith(`${restParam}:`) ? param + message.slice(restParam.length) : message,
    param,
    docUrl: docUrl(app, code),
    requestId: call.requestId,
    retryAfterSeconds,
  };
}
