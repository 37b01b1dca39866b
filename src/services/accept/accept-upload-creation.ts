import type { Database } from "../../db/client.ts";
import { acceptedCreationRow } from "../../db/rows.ts";
import type { CharacterAttributes } from "../../domain/character.ts";
import type { ContractVersion } from "../../domain/contract-version.ts";
import type { AcceptedCreation } from "../../domain/snapshots.ts";
import type { LocalRateLimiter } from "../rate-limits/rate-limits.ts";
import {
  type AcceptResult,
  acceptRequest,
  type IdempotentRequest,
  limitAccept,
  readRefusal,
  readResult,
} from "./accept.ts";
import { callAccept } from "./accept-batcher.ts";
import type { CallLimiter } from "./call-limiter.ts";

/** A character made from images that the caller has uploaded. */
export type UploadCreationRequest = {
  readonly characterId: string;
  readonly name: string;
  readonly attributes: CharacterAttributes | null;
  readonly clientReferenceId: string | null;
  readonly version: ContractVersion;
  readonly uploadIds: readonly string[];
  readonly identitySeed: number;
};

const BUCKET = "characters_post";
const REFUSALS = ["invalid_input", "idempotency_key_in_use", "rate_limit_exceeded"] as const;

/**
 * Admits the creation of a character from uploads in one statement, `accept_request`. The bucket is kept in this
 * process and the key in the database. So the token is taken before the statement, which answers a known key even when
 * there was no token. After a replay, a conflict or an error the token is returned. Throws the same errors as
 * `admit`.
 */
export async function acceptUploadCreation(
  db: Database,
  limiter: CallLimiter,
  buckets: LocalRateLimiter,
  call: IdempotentRequest,
  request: UploadCreationRequest,
): Promise<AcceptResult<AcceptedCreation, (typeof REFUSALS)[number]>> {
  return limitAccept(limiter, call, null, async (waitMs) => {
    const token = buckets.take(call.teamId, BUCKET);
    let keep = false;
    try {
      const sent = acceptRequest(call, BUCKET, {
        work: "upload",
        admitted: token.admitted,
        character: request.characterId,
        name: request.name,
        attributes: request.attributes,
        client_reference_id: request.clientReferenceId,
        aurous_version: request.version,
        upload_ids: request.uploadIds,
        identity_seed: request.identitySeed,
      });
      const row = await callAccept(db, sent, waitMs);
      if (row.outcome !== "refused") {
        keep = row.outcome === "accepted";
        return { outcome: row.outcome, result: readResult(row, acceptedCreationRow), bucket: null };
      }
      const refusal = readRefusal<(typeof REFUSALS)[number]>(row.facts, token.state, REFUSALS);
      keep = refusal.kind !== "idempotency_key_in_use";
      return { outcome: "refused", refusal, bucket: null };
    } finally {
      if (token.admitted && !keep) buckets.giveBack(call.teamId, BUCKET);
    }
  });
}
