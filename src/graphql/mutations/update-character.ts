import { updateCharacter } from "../../operations/update-character.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { restBody } from "../param.ts";
import { UpdateCharacterInput } from "../types/character-inputs.ts";
import { characterSuccess } from "../types/character-success.ts";
import { InvalidInputError, NotFoundError, RateLimitExceededError } from "../user-errors.ts";

const Success = characterSuccess("UpdateCharacterSuccess", "The character is as asked for.");

builder.mutationField("updateCharacter", (t) =>
  t.field({
    type: Success,
    errors: { types: [InvalidInputError, NotFoundError, RateLimitExceededError] },
    description: "Changes name and attributes; a synthesis that runs keeps the attributes it began with. Free.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      input: t.arg({ type: UpdateCharacterInput, required: true, description: "What to change." }),
    },
    resolve: async (_root, { id, input }, context) =>
      valueOrRefusal(context, await updateCharacter(context.app, context.call, { id, body: restBody(input) })),
  }),
);
