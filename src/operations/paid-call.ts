import type { AppContext } from "../context.ts";
import { fingerprint, type KeyedOperation } from "../domain/idempotency.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, type Outcome, refused } from "../domain/refusals.ts";
import type { AcceptResult, KeyedCall } from "../services/accept/keyed-call.ts";

/** What the caller asked for, as the fingerprint takes it: `target` null where the call makes something new. */
export type KeyedRequest = {
  readonly operation: KeyedOperation;
  readonly target: string | null;
  /** As sent over REST. */
  readonly body: unknown;
  readonly idempotencyKey: string | null;
};

/** What every accept is told about the call itself. The body must have been parsed: nothing else has a fingerprint. */
export function keyedCall(app: AppContext, call: Call, request: KeyedRequest): KeyedCall {
  const { operation, target, body, idempotencyKey } = request;
  return {
    teamId: call.principal.teamId,
    idempotencyKey,
    operation,
    fingerprint: fingerprint(operation, target, body),
    ttlSeconds: app.config.IDEMPOTENCY_TTL_SECONDS,
  };
}

/** What every accept tells of what will run; an image's id is its synthesis's. */
type AcceptedFacts = { readonly synthesis?: { readonly id: string } | null; readonly image?: { readonly id: string } };

/**
 * What a keyed operation answers; rings for new work, and tells the transport about the bucket. `characterId` is the
 * only character that it can have changed, if known.
 */
export function answerAccept<T extends AcceptedFacts>(
  app: AppContext,
  call: Call,
  result: AcceptResult<T>,
  characterId: string | null = null,
): Outcome<T & Replayed> {
  if (result.bucket) call.noteBucket(result.bucket);
  const outcome = result.outcome === "refused" ? result.refusal.kind : result.outcome;
  app.metrics.accept(outcome);
  app.tracer.note({ "retake.team_id": call.principal.teamId, "retake.accept": outcome });
  if (result.outcome === "refused") return refused(result.refusal);
  const synthesisId = result.facts.synthesis?.id ?? result.facts.image?.id;
  if (synthesisId !== undefined) app.tracer.point(synthesisId);
  if (result.outcome === "accepted") {
    app.doorbell.changed(call.principal.teamId, characterId);
    app.doorbell.queued();
  }
  return accepted({ ...result.facts, replayed: result.outcome === "replayed" });
}

export type Replayed = { readonly replayed: boolean };
