import type { AcceptedSynthesis } from "../../domain/snapshots.ts";
import { cancelSynthesis } from "../../operations/cancel-synthesis.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { restBody } from "../param.ts";
import { CharacterType } from "../types/character.ts";
import { type CharacterSynthesis, SynthesisType } from "../types/synthesis.ts";
import { CharacterStateError, InvalidInputError, NotFoundError, RateLimitExceededError } from "../user-errors.ts";

const Success = builder.objectRef<AcceptedSynthesis>("CancelSynthesisSuccess").implement({
  description: "The synthesis was stopped and its credits were released.",
  fields: (t) => ({
    character: t.expose("character", {
      type: CharacterType,
      description: "The character, in the status it had before the synthesis.",
    }),
    synthesis: t.field({
      type: SynthesisType,
      description: "The synthesis, CANCELLED.",
      resolve: ({ synthesis }) => synthesis as CharacterSynthesis,
    }),
  }),
});

builder.mutationField("cancelSynthesis", (t) =>
  t.field({
    type: Success,
    errors: { types: [InvalidInputError, CharacterStateError, NotFoundError, RateLimitExceededError] },
    description: "Stops a character's running synthesis and releases its credits. Free.",
    args: {
      characterId: t.arg.id({ required: true, description: "`char_` + ULID." }),
      synthesisId: t.arg.id({ description: "Only this run, so that a late call can't hit the next one." }),
    },
    resolve: async (_root, { characterId, ...body }, context) => {
      const call = { characterId, body: restBody(body) };
      return valueOrRefusal(context, await cancelSynthesis(context.app, context.call, call));
    },
  }),
);
