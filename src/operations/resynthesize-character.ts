import { z } from "zod";
import type { AppContext } from "../context.ts";
import { SYNTHESIZED_POSES } from "../domain/character.ts";
import { idToFind } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import type { IdempotentRequest } from "../services/accept/accept.ts";
import { acceptSynthesis, type SynthesisRequest } from "../services/accept/accept-synthesis.ts";
import { finishAccept } from "./idempotent-request.ts";
import { lookupId, text } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** Generates a new ref set of four poses from the character's stored attributes, for the price of four generations. */
export const resynthesizeCharacter = defineOperation({
  name: "resynthesize_character",
  scope: "write",
  bucket: "characters_synthesize",
  idempotent: true,
  refusals: ["character_state", "insufficient_credits", "not_found", "idempotency_key_in_use"],
  input: z.strictObject({
    id: lookupId,
    // The source API reserves this member. It has no effect, but it is part of the fingerprint when it is sent.
    forceAll: z.boolean().nullish(),
  }),
  target: ({ id }) => idToFind(id),
  run: ({ app, call, input, idempotency }) =>
    acceptPoses(app, call, idempotency, {
      characterId: idToFind(input.id),
      kind: "resynthesize",
      poses: SYNTHESIZED_POSES,
      promptOverride: null,
    }),
});

/** Generates one pose of the current ref set again and keeps the others, for the price of one generation. */
export const regenerateCharacterRef = defineOperation({
  name: "regenerate_character_ref",
  scope: "write",
  bucket: "characters_synthesize",
  idempotent: true,
  refusals: ["character_state", "insufficient_credits", "not_found", "idempotency_key_in_use"],
  input: z.strictObject({
    id: lookupId,
    pose: z.enum(SYNTHESIZED_POSES),
    // An additional prompt for this image, used together with the attributes. An empty one counts as absent.
    promptOverride: text(0, 1_000).nullish(),
  }),
  target: ({ id }) => idToFind(id),
  run: ({ app, call, input, idempotency }) =>
    acceptPoses(app, call, idempotency, {
      characterId: idToFind(input.id),
      kind: "regenerate_ref",
      poses: [input.pose],
      promptOverride: input.promptOverride || null,
    }),
});

type Order = Pick<SynthesisRequest, "characterId" | "kind" | "poses" | "promptOverride">;

/** Accepts the work for these poses and holds the price of one generation for each. */
async function acceptPoses(app: AppContext, call: Call, idempotency: IdempotentRequest, order: Order) {
  const result = await acceptSynthesis(app.accepts, idempotency, {
    ...order,
    synthesisId: app.newId("synthesis"),
    price: order.poses.length * app.config.CREDITS_PER_GENERATION,
    identitySeed: app.randomSeed(),
    deadlineMs: app.config.SYNTHESIS_DEADLINE_MS,
  });
  return finishAccept(app, call, result, order.characterId);
}
