import { restoreRefSet } from "../../operations/restore-ref-set.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { restBody } from "../param.ts";
import { characterSuccess } from "../types/character-success.ts";
import { CharacterStateError, InvalidInputError, NotFoundError, RateLimitExceededError } from "../user-errors.ts";

const Success = characterSuccess("RestoreRefSetSuccess", "The set is the current one.");

builder.mutationField("restoreRefSet", (t) =>
  t.field({
    type: Success,
    errors: { types: [InvalidInputError, CharacterStateError, NotFoundError, RateLimitExceededError] },
    description: "Makes an earlier complete set of refs current again: the free way out of FAILED.",
    args: {
      characterId: t.arg.id({ required: true, description: "`char_` + ULID." }),
      number: t.arg.int({ required: true, description: "Number of the set, from 1.", validate: { min: 1 } }),
    },
    resolve: async (_root, { characterId, ...body }, context) => {
      const call = { characterId, body: restBody(body) };
      return valueOrRefusal(context, await restoreRefSet(context.app, context.call, call));
    },
  }),
);
