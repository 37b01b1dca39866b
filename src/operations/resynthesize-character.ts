import { z } from "zod";
import type { AppContext } from "../context.ts";
import { isPlausibleId, UNKNOWN_ID } from "../domain/ids.ts";
import { SYNTHESIZED_POSES } from "../domain/pose.ts";
import type { Call } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";
import type { AcceptedSynthesis } from "../domain/snapshots.ts";
import { acceptSynthesis } from "../services/accept/accept-synthesis.ts";
import { keyRefusal, parseInput } from "./input.ts";
import { answerAccept, keyedCall, type Replayed } from "./paid-call.ts";

/** Reserved by the source API: accepted, and changes nothing. Present or absent is part of the fingerprint. */
export const resynthesizeBody = z.strictObject({ force_all: z.boolean().nullish() });

export type ResynthesizeInput = {
  readonly id: string;
  /** The body as sent over REST; absent = `{}`. */
  readonly body: unknown;
  readonly idempotencyKey: string | null;
};

export type PaidResult = AcceptedSynthesis & Replayed;

/**
 * A fresh set of four poses from the character's stored attributes, paid with four generations. Safe to send again
 * with the same key, over either transport.
 */
export async function resynthesizeCharacter(
  app: AppContext,
  call: Call,
  input: ResynthesizeInput,
): Promise<Outcome<PaidResult>> {
  const badKey = keyRefusal(input.idempotencyKey);
  if (badKey) return badKey;
  const body = parseInput(resynthesizeBody, input.body);
  if (!body.ok) return body;

  const characterId = isPlausibleId(input.id) ? input.id : UNKNOWN_ID;
  const { idempotencyKey } = input;
  const request = {
    operation: "resynthesize_character",
    target: characterId,
    body: input.body,
    idempotencyKey,
  } as const;
  const result = await acceptSynthesis(app.db, app.callLimiter, keyedCall(app, call, request), {
    characterId,
    synthesisId: app.newId("synthesis"),
    kind: "resynthesize",
    poses: SYNTHESIZED_POSES,
    price: SYNTHESIZED_POSES.length * app.config.CREDITS_PER_GENERATION,
    identitySeed: app.randomSeed(),
    promptOverride: null,
    deadlineMs: app.config.SYNTHESIS_DEADLINE_MS,
  });
  return answerAccept(app, call, result, characterId);
}
