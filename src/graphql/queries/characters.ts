import type { CharacterStatus } from "../../domain/character.ts";
import { connectCharacters } from "../../operations/list-characters.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { CharacterType } from "../types/character.ts";
import { CharacterStatusEnum } from "../types/enums.ts";

builder.queryField("characters", (t) =>
  t.connection(
    {
      type: CharacterType,
      description: "The team's characters, newest first.",
      args: { status: t.arg({ type: CharacterStatusEnum, description: "Only those with this status." }) },
      resolve: async (_root, { status, ...page }, context) => {
        // Nothing that is listed is deleted: the operation finds no such character.
        const wanted = status as CharacterStatus | null | undefined;
        return valueOrRefusal(context, await connectCharacters(context.app, context.call, { ...page, status: wanted }));
      },
    },
    { name: "CharacterConnection", description: "A page of the team's characters." },
    { name: "CharacterEdge", description: "A character and its place in the list." },
  ),
);
