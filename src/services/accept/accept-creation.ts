import { acceptedCreationRow } from "../../db/rows.ts";
import { type CharacterAttributes, SYNTHESIZED_POSES } from "../../domain/character.ts";
import type { ContractVersion } from "../../domain/contract-version.ts";
import type { AcceptedCreation } from "../../domain/snapshots.ts";
import { type AcceptResult, type Accepts, admit, type IdempotentRequest } from "./accept.ts";

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

const REFUSALS = ["insufficient_credits", "idempotency_key_in_use", "rate_limit_exceeded"] as const;

/** Admits the creation of a synthesized character. */
export function acceptCreation(
  accepts: Accepts,
  call: IdempotentRequest,
  request: CreationRequest,
): Promise<AcceptResult<AcceptedCreation, (typeof REFUSALS)[number]>> {
  return admit(accepts, call, {
    characterId: null,
    bucket: "characters_synthesize",
    result: acceptedCreationRow,
    refusals: REFUSALS,
    members: {
      work: "create",
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
    },
  });
}
