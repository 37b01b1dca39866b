import { watchProgress } from "../../operations/watch-progress.ts";
import { builder } from "../builder.ts";
import { SynthesisProgressType } from "../types/synthesis-progress.ts";

builder.subscriptionField("synthesisProgress", (t) =>
  t.field({
    type: SynthesisProgressType,
    description:
      "How the character's pictures come about: first its running or else latest synthesis as it stands (nothing when " +
      "it never had one), then each step of that and of every later one, in order. Ends when the character is deleted.",
    args: { characterId: t.arg.id({ required: true, description: "`char_` + ULID." }) },
    subscribe: (_root, { characterId }, { app, call }) => watchProgress(app, call, characterId),
    resolve: (step) => step,
  }),
);
