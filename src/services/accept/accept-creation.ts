import type { Database } from "../../db/client.ts";
import { queryOne } from "../../db/query.ts";
import { BUCKETS } from "../../domain/buckets.ts";
import { type CharacterAttributes, SYNTHESIZED_POSES } from "../../domain/character.ts";
import type { ContractVersion } from "../../domain/contract-version.ts";
import type { AcceptedCreation } from "../../domain/snapshots.ts";
import { type AcceptResult, type AcceptRow, type IdempotentRequest, limitAccept, readAcceptRow } from "./accept.ts";
import type { CallLimiter } from "./call-limiter.ts";

/** A character to be made, with the run that draws it. `price` in credits. */
export type CreationRequest = {
  readonly characterId: string;
  readonly name: string;
  readonly attributes: CharacterAttributes;
  readonly clientReferenceId: string | null;
  readonly version: ContractVersion;
  readonly synthesisId: string;
  readonly price: number;
  readonly identitySeed: number;
  readonly deadlineMs: number;
};

const REFUSALS = ["insufficient_credits", "idempotency_key_in_use", "rate_limit_exceeded"] as const;

/** Admits the creation of a synthesized character: one statement, `accept_creation`. Errors as `acceptSynthesis`. */
export async function acceptCreation(
  db: Database,
  limiter: CallLimiter,
  call: IdempotentRequest,
  request: CreationRequest,
): Promise<AcceptResult<AcceptedCreation, (typeof REFUSALS)[number]>> {
  const bucket = BUCKETS.characters_synthesize;
  return limitAccept(limiter, call, null, async (waitMs) => {
    const row = await queryOne(db.sql<AcceptRow[]>`
      select outcome, facts, bucket from retake.accept_creation(
        ${call.teamId}, ${call.idempotencyKey}, ${call.operation}, ${call.fingerprint}, ${call.ttlSeconds}, ${waitMs},
        'characters_synthesize', ${bucket.burst}, ${bucket.intervalMs},
        ${request.characterId}, ${request.name}, ${db.sql.json(request.attributes)}, ${request.clientReferenceId},
        ${request.version}, ${request.synthesisId}, ${SYNTHESIZED_POSES as unknown as string[]}, ${request.price},
        ${request.identitySeed}, ${request.deadlineMs}, ${call.apiKeyId})`);
    return readAcceptRow<AcceptedCreation, (typeof REFUSALS)[number]>(row, "characters_synthesize", REFUSALS);
  });
}
