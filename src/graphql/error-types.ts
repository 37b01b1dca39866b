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
    "An expected error of a mutation. Nothing was changed and nothing was charged. Each type that implements it adds its " +
    "own fields.",
  fields: (t) => ({
    type: t.exposeString("type", {
      description: "The class of the error, the same as over REST: `invalid_request`, `not_found` or `rate_limit`.",
    }),
    code: t.exposeString("code", {
      description:
        "The error code, the same as over REST. It does not change between versions: decide by it, not by the message.",
    }),
    message: t.exposeString("message", { description: "A sentence for people to read. Its wording may change." }),
    param: t.exposeString("param", {
      nullable: true,
      description: "The invalid argument, as a dotted path when it is nested; null when no argument is invalid.",
    }),
    docUrl: t.exposeString("docUrl", { description: "URL of the page that explains the code." }),
    requestId: t.exposeID("requestId", {
      description: "The id of this request. It is in the server's logs; quote it when you report a problem.",
    }),
  }),
});

const interfaces = [UserError];

const InputIssueType = builder.objectRef<InputIssue>("InputIssue").implement({
  description: "One error in the arguments.",
  fields: (t) => ({
    code: t.exposeString("code", {
      description: "The error code. It does not change between versions: decide by it, not by the message.",
    }),
    message: t.exposeString("message", { description: "A sentence for people to read. Its wording may change." }),
    param: t.exposeString("param", {
      nullable: true,
      description:
        "The invalid argument, as a dotted path when it is nested; null when the error concerns no single argument.",
    }),
  }),
});

builder.objectType(InvalidInputError, {
  name: "InvalidInputError",
  interfaces,
  description:
    "Arguments are missing, malformed or out of range. `code`, `message` and `param` are those of the first issue.",
  fields: (t) => ({
    issues: t.expose("issues", { type: [InputIssueType], description: "All errors in the arguments, at most 100." }),
  }),
});

builder.objectType(NotFoundError, {
  name: "NotFoundError",
  interfaces,
  description:
    "The team has no object with this id: the id is unknown, or the object is deleted or belongs to another team. The " +
    "error is the same in all three cases.",
});

builder.objectType(CharacterStateError, {
  name: "CharacterStateError",
  interfaces,
  description: "The character's state does not allow this call.",
  fields: (t) => ({
    status: t.expose("status", { type: CharacterStatusEnum, description: "The status of the character." }),
    eligible: t.expose("eligible", { type: [CharacterStatusEnum], description: "The statuses that allow the call." }),
    // The name `reason` has another type below. One query could not select both without aliases.
    stateReason: t.expose("reason", {
      type: CharacterStateReasonEnum,
      nullable: true,
      description: "What the character lacks although its status allows the call; null when the status is the cause.",
    }),
  }),
});

builder.objectType(CharacterNotReadyError, {
  name: "CharacterNotReadyError",
  interfaces,
  description: "The character is not READY, so no image can be generated with it.",
  fields: (t) => ({
    status: t.expose("status", { type: CharacterStatusEnum, description: "The status of the character." }),
  }),
});

builder.objectType(InsufficientCreditsError, {
  name: "InsufficientCreditsError",
  interfaces,
  description: "The team's available credits are fewer than the price.",
  fields: (t) => ({
    required: t.exposeInt("required", { description: "The price of the call in credits." }),
    available: t.exposeInt("available", { description: "Credits that can be spent now." }),
    held: t.exposeInt("held", {
      description:
        "Credits held for work in progress. They become available again when that work fails or is cancelled.",
    }),
  }),
});

builder.objectType(IdempotencyKeyInUseError, {
  name: "IdempotencyKeyInUseError",
  interfaces,
  description: "The idempotency key belongs to another call, or the first call with it is still in progress.",
  fields: (t) => ({
    reason: t.expose("reason", { type: IdempotencyConflictEnum, description: "Why the key can't be used." }),
    waitSeconds: t.exposeInt("retryAfterSeconds", {
      nullable: true,
      description: "How many seconds to wait before sending the same call again; null when a new key is needed.",
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
      description:
        "How many seconds to wait before sending the call again. Another call of the team may take the token first.",
    }),
  }),
});
