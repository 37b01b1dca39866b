import { builder } from "./builder.ts";
import { CharacterStateReasonEnum, CharacterStatusEnum, IdempotencyConflictEnum } from "./enums.ts";
import {
  CharacterNotReadyError,
  CharacterStateError,
  IdempotencyKeyInUseError,
  InsufficientCreditsError,
  InvalidInputError,
  NotFoundError,
  RateLimitExceededError,
  UserError,
} from "./errors.ts";

builder.interfaceType(UserError, {
  name: "UserError",
  description:
    "An expected no to a mutation: nothing was changed and nothing was charged. Each implementation has facts of its own.",
  fields: (t) => ({
    type: t.exposeString("type", {
      description: "Class of the error, as over REST: `invalid_request`, `not_found`, `rate_limit`.",
    }),
    code: t.exposeString("code", { description: "Stable name of the reason, as over REST; branch on this." }),
    message: t.exposeString("message", { description: "One sentence for people; may change." }),
    param: t.exposeString("param", {
      nullable: true,
      description: "The argument at fault, a dotted path for a nested one; null when it is none.",
    }),
    docUrl: t.exposeString("docUrl", { description: "The page that explains the code." }),
    requestId: t.exposeID("requestId", { description: "Id of this request, for support and logs." }),
  }),
});

const interfaces = [UserError];

builder.objectType(InvalidInputError, {
  name: "InvalidInputError",
  interfaces,
  description: "An argument is missing, malformed or out of range; `param` names it.",
});

builder.objectType(NotFoundError, {
  name: "NotFoundError",
  interfaces,
  description: "There is no such thing for this team: unknown, deleted or another team's, never told apart.",
});

builder.objectType(CharacterStateError, {
  name: "CharacterStateError",
  interfaces,
  description: "The character's state does not allow this call.",
  fields: (t) => ({
    status: t.expose("status", { type: CharacterStatusEnum, description: "The status it has." }),
    eligible: t.expose("eligible", { type: [CharacterStatusEnum], description: "The statuses that allow the call." }),
    // Not `reason`: that name has another type below, and one query could not select both without aliases.
    stateReason: t.expose("reason", {
      type: CharacterStateReasonEnum,
      nullable: true,
      description: "What is missing when the status is eligible, else null.",
    }),
  }),
});

builder.objectType(CharacterNotReadyError, {
  name: "CharacterNotReadyError",
  interfaces,
  description: "An image was asked from a character that is not ready.",
  fields: (t) => ({
    status: t.expose("status", { type: CharacterStatusEnum, description: "The status it has." }),
  }),
});

builder.objectType(InsufficientCreditsError, {
  name: "InsufficientCreditsError",
  interfaces,
  description: "The team's available credits are fewer than the price.",
  fields: (t) => ({
    required: t.exposeInt("required", { description: "The price." }),
    available: t.exposeInt("available", { description: "What could be spent now." }),
    held: t.exposeInt("held", { description: "What running work holds; part of it may come back." }),
  }),
});

builder.objectType(IdempotencyKeyInUseError, {
  name: "IdempotencyKeyInUseError",
  interfaces,
  description: "The idempotency key belongs to another call, or its first call still runs.",
  fields: (t) => ({
    reason: t.expose("reason", { type: IdempotencyConflictEnum, description: "Which of these it is." }),
    waitSeconds: t.exposeInt("retryAfterSeconds", {
      nullable: true,
      description: "Seconds after which the same call is worth sending again; null when a new key is needed.",
    }),
  }),
});

builder.objectType(RateLimitExceededError, {
  name: "RateLimitExceededError",
  interfaces,
  description: "The team's bucket for this class of calls is empty.",
  fields: (t) => ({
    bucket: t.exposeString("bucket", { description: "Name of the bucket, as over REST." }),
    retryAfterSeconds: t.exposeInt("retryAfterSeconds", {
      description: "Whole seconds after which a token is there, unless another call takes it.",
    }),
  }),
});
