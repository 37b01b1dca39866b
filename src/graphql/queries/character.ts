import { getCharacter } from "../../operations/get-character.ts";
import { builder } from "../builder.ts";
import { valueOrNull } from "../errors.ts";
import { CharacterType } from "../types/character.ts";

builder.queryField("character", (t) =>
  t.field({
    type: CharacterType,
    nullable: true,
    description: "A character of the team; null when it is unknown, deleted or another team's.",
    args: { id: t.arg.id({ required: true, description: "`char_` + ULID." }) },
    resolve: async (_root, { id }, context) => valueOrNull(context, await getCharacter(context.app, context.call, id)),
  }),
);
