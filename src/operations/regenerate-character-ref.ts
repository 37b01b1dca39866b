import { z } from "zod";
import { SYNTHESIZED_POSES } from "../domain/character.ts";
import { idToFind } from "../domain/ids.ts";
import { acceptSynthesis } from "../services/accept/accept-synthesis.ts";
import { finishAccept } from "./idempotent-request.ts";
import { lookupId, text } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** Generates one pose of the current set anew, paid with one generation; the other refs stay. */
export const regenerateCharacterRef = defineOperation({
  name: "regenerate_character_ref",
  scope: "write",
  bucket: "characters_synthesize",
  idempotent: true,
  refusals: ["character_state", "insufficient_credits", "not_found", "idempotency_key_in_use"],
  input: z.strictObject({
    id: lookupId,
    pose: z.enum(SYNTHESIZED_POSES),
    // A wish for this picture, beside the attributes. Empty counts as absent.
    promptOverride: text(0, 1_000).nullish(),
  }),
  target: ({ id }) => idToFind(id),
  run: async ({ app, call, input, idempotency }) => {
    const characterId = idToFind(input.id);
    const result = await acceptSynthesis(app.db, app.callLimiter, idempotency, {
      characterId,
      synthesisId: app.newId("synthesis"),
      kind: "regenerate_ref",
      poses: [input.pose],
      price: app.config.CREDITS_PER_GENERATION,
      identitySeed: app.randomSeed(),
      promptOverride: input.promptOverride || null,
      deadlineMs: app.config.SYNTHESIS_DEADLINE_MS,
    });
    return finishAccept(app, call, result, characterId);
  },
});
