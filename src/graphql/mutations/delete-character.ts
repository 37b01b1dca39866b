import { deleteCharacter } from "../../operations/delete-character.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { NotFoundError, RateLimitExceededError } from "../user-errors.ts";

const Success = builder.objectRef<{ readonly id: string }>("DeleteCharacterSuccess").implement({
  description: "The character is gone.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "The id it had." }),
    deleted: t.boolean({ description: "Always true.", resolve: () => true }),
  }),
});

builder.mutationField("deleteCharacter", (t) =>
  t.field({
    type: Success,
    errors: { types: [NotFoundError, RateLimitExceededError] },
    description: "Deletes a character for good; a running synthesis is cancelled and its credits are released. Free.",
    args: { id: t.arg.id({ required: true, description: "`char_` + ULID." }) },
    resolve: async (_root, { id }, context) =>
      valueOrRefusal(context, await deleteCharacter(context.app, context.call, id)),
  }),
);
