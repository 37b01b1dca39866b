import type { Database } from "../../db/client.ts";
import { queryOne } from "../../db/query.ts";
import { BUCKETS } from "../../domain/buckets.ts";
import { type CharacterStatus, ELIGIBLE_STATUSES, type SynthesizedPose } from "../../domain/character.ts";
import type { AcceptedSynthesis } from "../../domain/snapshots.ts";
import { type AcceptResult, type AcceptRow, type IdempotentRequest, limitAccept, readAcceptRow } from "./accept.ts";
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

const REFUSALS = [
  "invalid_input",
  "character_state",
  "insufficient_credits",
  "not_found",
  "idempotency_key_in_use",
  "rate_limit_exceeded",
] as const;

/**
 * Admits a paid run: one statement, `accept_synthesis`. Safe to call again with the same key; without one each call
 * is a new one. Throws `CallError` service_unavailable when the outcome is unknown.
 */
export async function acceptSynthesis(
  db: Database,
  limiter: CallLimiter,
  call: IdempotentRequest,
  request: SynthesisRequest,
): Promise<AcceptResult<AcceptedSynthesis, (typeof REFUSALS)[number]>> {
  const eligible: readonly CharacterStatus[] = ELIGIBLE_STATUSES[request.kind];
  const bucket = BUCKETS.characters_synthesize;
  return limitAccept(limiter, call, request.characterId, async (waitMs) => {
    const row = await queryOne(db.sql<AcceptRow[]>`
      select outcome, facts, bucket from retake.accept_synthesis(
        ${call.teamId}, ${call.idempotencyKey}, ${call.operation}, ${request.characterId}, ${call.fingerprint},
        ${call.ttlSeconds}, ${waitMs}, 'characters_synthesize', ${bucket.burst}, ${bucket.intervalMs},
        ${request.synthesisId}, ${request.kind}, ${request.poses as string[]}, ${eligible as string[]},
        ${request.price}, ${request.identitySeed}, ${request.promptOverride}, ${request.deadlineMs},
        ${call.apiKeyId})`);
    return readAcceptRow<AcceptedSynthesis, (typeof REFUSALS)[number]>(
      row,
      "characters_synthesize",
      REFUSALS,
      eligible,
    );
  });
}
