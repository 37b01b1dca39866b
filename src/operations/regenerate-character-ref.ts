import { z } from "zod";
import type { AppContext } from "../context.ts";
import { isPlausibleId, UNKNOWN_ID } from "../domain/ids.ts";
import { SYNTHESIZED_POSES } from "../domain/pose.ts";
import type { Call } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";
import { acceptSynthesis } from "../services/accept/accept-synthesis.ts";
import { keyRefusal, parseInput, text } from "./input.ts";
import { answerAccept, keyedCall } from "./paid-call.ts";
import type { PaidResult } from "./resynthesize-character.ts";

export const regenerateCharacterRefBody = z.strictObject({
  pose: z.enum(SYNTHESIZED_POSES),
  /** A wish for this picture, beside the attributes. Empty is as good as absent. */
  prompt_override: text(0, 1000).nullish(),
});

export type RegenerateInput = {
  readonly id: string;
  /** The body as sent over REST. */
  readonly body: unknown;
  readonly idempotencyKey: string | null;
};

/** One pose of the current set made anew, paid with one generation; the other refs stay. Keyed like resynthesize. */
export async function regenerateCharacterRef(
  app: AppContext,
  call: Call,
  input: RegenerateInput,
): Promise<Outcome<PaidResult>> {
  const badKey = keyRefusal(input.idempotencyKey);
  if (badKey) return badKey;
  const body = parseInput(regenerateCharacterRefBody, input.body);
  if (!body.ok) return body;

  const characterId = isPlausibleId(input.id) ? input.id : UNKNOWN_ID;
  const { idempotencyKey } = input;
  const request = {
    operation: "regenerate_character_ref",
    target: characterId,
    body: input.body,
    idempotencyKey,
  } as const;
  const result = await acceptSynthesis(app.db, app.callLimiter, keyedCall(app, call, request), {
    characterId,
    synthesisId: app.newId("synthesis"),
    kind: "regenerate_ref",
    poses: [body.value.pose],
    price: app.config.CREDITS_PER_GENERATION,
    identitySeed: app.randomSeed(),
    promptOverride: body.value.prompt_override || null,
    deadlineMs: app.config.SYNTHESIS_DEADLINE_MS,
  });
  return answerAccept(app, call, result, characterId);
}
