import { text } from "../../operations/input.ts";
import { regenerateCharacterRef } from "../../operations/regenerate-character-ref.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { restBody } from "../param.ts";
import { PoseEnum } from "../types/enums.ts";
import { paidSuccess } from "../types/paid-success.ts";
import {
  CharacterStateError,
  IdempotencyKeyInUseError,
  InsufficientCreditsError,
  InvalidInputError,
  NotFoundError,
  RateLimitExceededError,
} from "../user-errors.ts";
import { keyArgs, keyOf } from "./idempotency-key-arg.ts";

const Success = paidSuccess("RegenerateCharacterRefSuccess", "Accepted: one pose is being made anew.");

builder.mutationField("regenerateCharacterRef", (t) =>
  t.field({
    type: Success,
    errors: {
      types: [
        InvalidInputError,
        CharacterStateError,
        InsufficientCreditsError,
        NotFoundError,
        IdempotencyKeyInUseError,
        RateLimitExceededError,
      ],
    },
    description:
      "Makes one pose of the current set anew; the others stay. Costs one generation, charged only when it is " +
      "delivered. From REVIEWING, READY and FAILED.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      pose: t.arg({ type: PoseEnum, required: true, description: "One of the four synthesized poses, not OTHER." }),
      promptOverride: t.arg.string({
        description: "A wish for this picture, beside the attributes; at most 1000 characters.",
        validate: { schema: text(0, 1_000) },
      }),
      ...keyArgs,
    },
    resolve: async (_root, { id, idempotencyKey, ...body }, context) => {
      const call = { id, body: restBody(body), idempotencyKey: keyOf(context, { idempotencyKey }) };
      return valueOrRefusal(context, await regenerateCharacterRef(context.app, context.call, call));
    },
  }),
);
