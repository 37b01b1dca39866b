import { z } from "zod";
import { SYNTHESIZED_POSES } from "../domain/character.ts";
import { idToFind } from "../domain/ids.ts";
import { acceptSynthesis } from "../services/accept/accept-synthesis.ts";
import { finishAccept } from "./idempotent-request.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** Generates a fresh set of four poses from the character's stored attributes, paid with four generations. */
export const resynthesizeCharacter = defineOperation({
  name: "resynthesize_character",
  scope: "write",
  bucket: "characters_synthesize",
  idempotent: true,
  refusals: ["character_state", "insufficient_credits", "not_found", "idempotency_key_in_use"],
  input: z.strictObject({
    id: lookupId,
    // Reserved by the source API: accepted, and changes nothing. Whether it was sent is part of the fingerprint.
    forceAll: z.boolean().nullish(),
  }),
  target: ({ id }) => idToFind(id),
  run: async ({ app, call, input, idempotency }) => {
    const characterId = idToFind(input.id);
    const result = await acceptSynthesis(app.db, app.callLimiter, idempotency, {
      characterId,
      synthesisId: app.newId("synthesis"),
      kind: "resynthesize",
      poses: SYNTHESIZED_POSES,
      price: SYNTHESIZED_POSES.length * app.config.CREDITS_PER_GENERATION,
      identitySeed: app.randomSeed(),
      promptOverride: null,
      deadlineMs: app.config.SYNTHESIS_DEADLINE_MS,
    });
    return finishAccept(app, call, result, characterId);
  },
});
