import { createCharacter } from "../../operations/create-character.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { restBody } from "../param.ts";
import { CreateCharacterInput } from "../types/character-inputs.ts";
import { creationSuccess } from "../types/paid-success.ts";
import {
  IdempotencyKeyInUseError,
  InsufficientCreditsError,
  InvalidInputError,
  RateLimitExceededError,
} from "../user-errors.ts";
import { keyArgs, keyOf } from "./idempotency-key-arg.ts";

const Success = creationSuccess("CreateCharacterSuccess", "The character exists.");

builder.mutationField("createCharacter", (t) =>
  t.field({
    type: Success,
    errors: {
      types: [InvalidInputError, InsufficientCreditsError, IdempotencyKeyInUseError, RateLimitExceededError],
    },
    description:
      "Makes a character: from attributes, for the price of four generations, charged only when all four are " +
      "delivered; or from uploads, free and READY at once.",
    args: {
      input: t.arg({ type: CreateCharacterInput, required: true, description: "What it is to be." }),
      ...keyArgs,
    },
    resolve: async (_root, { input, ...args }, context) => {
      const call = { body: restBody(input), idempotencyKey: keyOf(context, args) };
      return valueOrRefusal(context, await createCharacter(context.app, context.call, call));
    },
  }),
);
