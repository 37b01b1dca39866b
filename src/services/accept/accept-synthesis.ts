import type { Database } from "../../db/client.ts";
import { queryOne } from "../../db/query.ts";
import { BUCKETS } from "../../domain/buckets.ts";
import { type CharacterStatus, ELIGIBLE_STATUSES } from "../../domain/character.ts";
import { LimiterTimeoutError } from "../../domain/limiter.ts";
import type { SynthesizedPose } from "../../domain/pose.ts";
import type { AcceptedSynthesis } from "../../domain/snapshots.ts";
import type { CallLimiter } from "./call-limiter.ts";
import { type AcceptResult, type AcceptRow, type KeyedCall, MAX_WAIT_MS, readAcceptRow } from "./keyed-call.ts";

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

/**
 * Admits a paid run: one statement, `accept_synthesis`. Safe to call again with the same key; without one each call
 * is a new one. Throws `CallError` service_unavailable when the outcome is unknown.
 */
export async function acceptSynthesis(
  db: Database,
  limiter: CallLimiter,
  call: KeyedCall,
  request: SynthesisRequest,
): Promise<AcceptResult<AcceptedSynthesis>> {
  const eligible: readonly CharacterStatus[] = ELIGIBLE_STATUSES[request.kind];
  const bucket = BUCKETS.characters_synthesize;
  return limitAccept(limiter, call, request.characterId, async (waitMs) => {
    const row = await queryOne(db.sql<AcceptRow[]>`
      select outcome, facts, bucket from retake.accept_synthesis(
        ${call.teamId}, ${call.idempotencyKey}, ${call.operation}, ${request.characterId}, ${call.fingerprint},
        ${call.ttlSeconds}, ${waitMs}, 'characters_synthesize', ${bucket.burst}, ${bucket.intervalMs},
        ${request.synthesisId}, ${request.kind}, ${request.poses as string[]}, ${eligible as string[]},
        ${request.price}, ${request.identitySeed}, ${request.promptOverride}, ${request.deadlineMs})`);
    return readAcceptRow<AcceptedSynthesis>(row, "characters_synthesize", eligible);
  });
}

/**
 * Runs an accept within the limits of its team, key and character. A duplicate that waited too long, for its key or
 * afterwards for a connection, is refused with 409 in_flight; any other wait that took too long is a 503.
 */
export async function limitAccept<T>(
  limiter: CallLimiter,
  call: KeyedCall,
  characterId: string | null,
  work: (waitMs: number) => Promise<AcceptResult<T>>,
): Promise<AcceptResult<T>> {
  const wanted = [
    { kind: "team" as const, id: call.teamId },
    ...(call.idempotencyKey === null ? [] : [{ kind: "key" as const, id: `${call.teamId} ${call.idempotencyKey}` }]),
    ...(characterId === null ? [] : [{ kind: "character" as const, id: characterId }]),
  ];
  try {
    return await limiter.run(wanted, MAX_WAIT_MS, work);
  } catch (error) {
    if (error instanceof LimiterTimeoutError && error.waitedFor.has("key")) {
      return { outcome: "refused", refusal: { kind: "idempotency_key_in_use", reason: "in_flight" }, bucket: null };
    }
    throw error;
  }
}
