import { saveCharacter } from "../../operations/save-character.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { characterSuccess } from "../types/character-success.ts";
import { CharacterStateError, NotFoundError, RateLimitExceededError } from "../user-errors.ts";

const Success = characterSuccess("SaveCharacterSuccess", "The character is READY.");

builder.mutationField("saveCharacter", (t) =>
  t.field({
    type: Success,
    errors: { types: [CharacterStateError, NotFoundError, RateLimitExceededError] },
    description: "Accepts the reviewed set: REVIEWING becomes READY. Free; a READY character stays as it is.",
    args: { id: t.arg.id({ required: true, description: "`char_` + ULID." }) },
    resolve: async (_root, { id }, context) =>
      valueOrRefusal(context, await saveCharacter(context.app, context.call, id)),
  }),
);
