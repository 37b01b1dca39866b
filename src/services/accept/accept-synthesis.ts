import { acceptedSynthesisRow } from "../../db/rows.ts";
import { type CharacterStatus, ELIGIBLE_STATUSES, type SynthesizedPose } from "../../domain/character.ts";
import type { AcceptedSynthesis } from "../../domain/snapshots.ts";
import { type AcceptResult, type Accepts, admit, type IdempotentRequest } from "./accept.ts";

/** A paid run for an existing character. `price` is in credits. */
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

/** Admits a paid run for a character. */
export function acceptSynthesis(
  accepts: Accepts,
  call: IdempotentRequest,
  request: SynthesisRequest,
): Promise<AcceptResult<AcceptedSynthesis, (typeof REFUSALS)[number]>> {
  const eligible: readonly CharacterStatus[] = ELIGIBLE_STATUSES[request.kind];
  return admit(accepts, call, {
    characterId: request.characterId,
    bucket: "characters_synthesize",
    result: acceptedSynthesisRow,
    refusals: REFUSALS,
    eligible,
    members: {
      work: request.kind,
      target: request.characterId,
      character: request.characterId,
      eligible,
      id: request.synthesisId,
      poses: request.poses,
      price: request.price,
      identity_seed: request.identitySeed,
      prompt_override: request.promptOverride,
      deadline_ms: request.deadlineMs,
    },
  });
}
