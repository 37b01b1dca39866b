import type { Database } from "../../db/client.ts";
import { type CharacterStatus, ELIGIBLE_STATUSES, type SynthesizedPose } from "../../domain/character.ts";
import type { AcceptedSynthesis } from "../../domain/snapshots.ts";
import { type AcceptResult, callAccept, type IdempotentRequest, limitAccept, readAcceptRow } from "./accept.ts";
import type { CallLimiter } from "./call-limiter.ts";

/** A paid run for an existing character. `price` in credits. */
export type SynthesisRequest = {
  readonly characterId: string;
  readonly synthesisId: string;
  readonly kind: "resynthesize" | "regenerate_ref";
  readonly poses: readonly SynthesizedPose[];
  readonly price: number;
  readonly identitySeed: number;
  readonly promptOverride: string | null;
  readonly deadlineMs: number;
};

const BUCKET = "characters_synthesize";
const REFUSALS = [
  "invalid_input",
  "character_state",
  "insufficient_credits",
  "not_found",
  "idempotency_key_in_use",
  "rate_limit_exceeded",
] as const;

/**
 * Admits a paid run: one statement, `accept_request`. Safe to call again with the same key; without one each call
 * is a new one. Throws `CallError` service_unavailable when the outcome is unknown.
 */
export async function acceptSynthesis(
  db: Database,
  limiter: CallLimiter,
  call: IdempotentRequest,
  request: SynthesisRequest,
): Promise<AcceptResult<AcceptedSynthesis, (typeof REFUSALS)[number]>> {
  const eligible: readonly CharacterStatus[] = ELIGIBLE_STATUSES[request.kind];
  return limitAccept(limiter, call, request.characterId, async (waitMs) => {
    const row = await callAccept(db, call, BUCKET, {
      work: request.kind,
      wait_ms: waitMs,
      target: request.characterId,
      character: request.characterId,
      eligible,
      id: request.synthesisId,
      poses: request.poses,
      price: request.price,
      identity_seed: request.identitySeed,
      prompt_override: request.promptOverride,
      deadline_ms: request.deadlineMs,
    });
    return readAcceptRow<AcceptedSynthesis, (typeof REFUSALS)[number]>(row, BUCKET, REFUSALS, eligible);
  });
}
