import { resynthesizeCharacter } from "../../operations/resynthesize-character.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { restBody } from "../param.ts";
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

const Success = paidSuccess("ResynthesizeCharacterSuccess", "Accepted: four fresh poses are being made.");

builder.mutationField("resynthesizeCharacter", (t) =>
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
      "Makes a fresh set of four poses from the character's stored attributes. Costs four generations, charged only " +
      "when all four are delivered; until then the character keeps its refs. From REVIEWING, READY and FAILED.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      forceAll: t.arg.boolean({ description: "Reserved: accepted, and changes nothing today." }),
      ...keyArgs,
    },
    resolve: async (_root, { id, forceAll, ...args }, context) =>
      valueOrRefusal(
        context,
        await resynthesizeCharacter(context.app, context.call, {
          id,
          body: restBody({ forceAll }),
          idempotencyKey: keyOf(context, args),
        }),
      ),
  }),
);
