import type { Database } from "../../db/client.ts";
import { type CharacterAttributes, SYNTHESIZED_POSES } from "../../domain/character.ts";
import type { ContractVersion } from "../../domain/contract-version.ts";
import type { AcceptedCreation } from "../../domain/snapshots.ts";
import { type AcceptResult, callAccept, type IdempotentRequest, limitAccept, readAcceptRow } from "./accept.ts";
import type { CallLimiter } from "./call-limiter.ts";

/** A character to be made, with the run that draws it. `price` in credits. */
type CreationRequest = {
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

const BUCKET = "characters_synthesize";
const REFUSALS = ["insufficient_credits", "idempotency_key_in_use", "rate_limit_exceeded"] as const;

/** Admits the creation of a synthesized character: one statement, `accept_request`. Errors as `acceptSynthesis`. */
export async function acceptCreation(
  db: Database,
  limiter: CallLimiter,
  call: IdempotentRequest,
  request: CreationRequest,
): Promise<AcceptResult<AcceptedCreation, (typeof REFUSALS)[number]>> {
  return limitAccept(limiter, call, null, async (waitMs) => {
    const row = await callAccept(db, call, BUCKET, {
      work: "create",
      wait_ms: waitMs,
      character: request.characterId,
      name: request.name,
      attributes: request.attributes,
      client_reference_id: request.clientReferenceId,
      aurous_version: request.version,
      id: request.synthesisId,
      poses: SYNTHESIZED_POSES,
      price: request.price,
      identity_seed: request.identitySeed,
      deadline_ms: request.deadlineMs,
    });
    return readAcceptRow<AcceptedCreation, (typeof REFUSALS)[number]>(row, BUCKET, REFUSALS);
  });
}
