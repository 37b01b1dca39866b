import type { InputIssue } from "../domain/refusals.ts";
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
    "An expected error of a mutation: nothing was changed and nothing was charged. Each implementation has fields of its own.",
  fields: (t) => ({
    type: t.exposeString("type", {
      description: "The class of the error, the same as over REST: `invalid_request`, `not_found` or `rate_limit`.",
    }),
    code: t.exposeString("code", { description: "The stable code of the error, the same as over REST. Branch on it." }),
    message: t.exposeString("message", { description: "A sentence for people. It may change." }),
    param: t.exposeString("param", {
      nullable: true,
      description: "The invalid argument, a dotted path for a nested one; null when no argument is invalid.",
    }),
    docUrl: t.exposeString("docUrl", { description: "The URL of the page that explains the code." }),
    requestId: t.exposeID("requestId", { description: "The id of this request, for support and logs." }),
  }),
});

const interfaces = [UserError];

const InputIssueType = builder.objectRef<InputIssue>("InputIssue").implement({
  description: "One fault of the arguments.",
  fields: (t) => ({
    code: t.exposeString("code", { description: "The stable code of the fault. Branch on it." }),
    message: t.exposeString("message", { description: "A sentence for people. It may change." }),
    param: t.exposeString("param", {
      nullable: true,
      description: "The invalid argument, a dotted path for a nested one; null when it is none in particular.",
    }),
  }),
});

builder.objectType(InvalidInputError, {
  name: "InvalidInputError",
  interfaces,
  description:
    "Arguments are missing, malformed or out of range. `code`, `message` and `param` are those of the first issue.",
  fields: (t) => ({
    issues: t.expose("issues", { type: [InputIssueType], description: "Every fault of the arguments, at most 100." }),
  }),
});

builder.objectType(NotFoundError, {
  name: "NotFoundError",
  interfaces,
  description:
    "The team has nothing with this id: it is unknown, deleted or another team's. The answer is the same for all three.",
});

builder.objectType(CharacterStateError, {
  name: "CharacterStateError",
  interfaces,
  description: "The character's state does not allow this call.",
  fields: (t) => ({
    status: t.expose("status", { type: CharacterStatusEnum, description: "The status of the character." }),
    eligible: t.expose("eligible", { type: [CharacterStatusEnum], description: "The statuses that allow the call." }),
    // Not `reason`: that name has another type below, and one query could not select both without aliases.
    stateReason: t.expose("reason", {
      type: CharacterStateReasonEnum,
      nullable: true,
      description: "What is missing although the status is eligible; else null.",
    }),
  }),
});

builder.objectType(CharacterNotReadyError, {
  name: "CharacterNotReadyError",
  interfaces,
  description: "The character is not READY, so no image can be made with it.",
  fields: (t) => ({
    status: t.expose("status", { type: CharacterStatusEnum, description: "The status of the character." }),
  }),
});

builder.objectType(InsufficientCreditsError, {
  name: "InsufficientCreditsError",
  interfaces,
  description: "The team's available credits are fewer than the price.",
  fields: (t) => ({
    required: t.exposeInt("required", { description: "The price of the call." }),
    available: t.exposeInt("available", { description: "The credits that can be spent now." }),
    held: t.exposeInt("held", {
      description: "The credits that work in progress holds. They come back when that work fails.",
    }),
  }),
});

builder.objectType(IdempotencyKeyInUseError, {
  name: "IdempotencyKeyInUseError",
  interfaces,
  description: "The idempotency key belongs to another call, or the first call with it is still in progress.",
  fields: (t) => ({
    reason: t.expose("reason", { type: IdempotencyConflictEnum, description: "Which of these is the case." }),
    waitSeconds: t.exposeInt("retryAfterSeconds", {
      nullable: true,
      description: "Send the same call again after so many seconds; null when a new key is needed.",
    }),
  }),
});

builder.objectType(RateLimitExceededError, {
  name: "RateLimitExceededError",
  interfaces,
  description: "The team's rate limit for this kind of call is exceeded.",
  fields: (t) => ({
    bucket: t.exposeString("bucket", { description: "The name of the rate limit, the same as over REST." }),
    retryAfterSeconds: t.exposeInt("retryAfterSeconds", {
      description: "Send the call again after so many seconds. It is admitted then unless another call took the token.",
    }),
  }),
});
