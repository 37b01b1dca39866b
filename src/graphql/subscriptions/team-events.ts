import { watchTeam } from "../../operations/watch-team.ts";
import { builder } from "../builder.ts";
import { CharacterStatusChangeType } from "../types/character-status-change.ts";

builder.subscriptionField("teamEvents", (t) =>
  t.field({
    type: CharacterStatusChangeType,
    description:
      "Every change of every character of the team, each once, in the order of their commits. Without `after` from now " +
      "on. When changes since `after` are no longer kept, first a snapshot of each character.",
    args: {
      after: t.arg.string({
        description:
          "The `cursor` of the last change seen. Events are kept for 30 days. Not a cursor of this team: " +
          "`invalid_format`; beyond the present: `value_out_of_range`.",
      }),
    },
    subscribe: (_root, { after }, { app, call }) => watchTeam(app, call, { after: after ?? null }),
    resolve: (change) => change,
  }),
);
