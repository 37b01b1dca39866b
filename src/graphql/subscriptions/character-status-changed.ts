import { watchCharacter } from "../../operations/watch-character.ts";
import { builder } from "../builder.ts";
import { CharacterStatusChangeType } from "../types/character-status-change.ts";

builder.subscriptionField("characterStatusChanged", (t) =>
  t.field({
    type: CharacterStatusChangeType,
    description:
      "The character's changes, each once, in version order and without a gap. Without `after` its present state comes " +
      "first. Ends after DELETED.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      after: t.arg.int({
        description: "The last version seen: every change since then comes first. Events are kept for 30 days.",
      }),
    },
    subscribe: (_root, { id, after }, { app, call }) => watchCharacter(app, call, { id, after: after ?? null }),
    resolve: (change) => change,
  }),
);
