import type { AppContext } from "../context.ts";
import { fingerprint, idempotencyKeyProblem, type KeyedOperation } from "../domain/idempotency.ts";
import type { Call } from "../domain/principal.ts";
import { type InputIssue, type Outcome, ok, type RefusalKind } from "../domain/refusals.ts";
import type { AcceptResult, IdempotentRequest } from "../services/accept/accept.ts";

/** The parts of a request from which its fingerprint is made. */
type FingerprintedRequest = {
  readonly operation: KeyedOperation;
  /** Null when the operation creates something new. */
  readonly target: string | null;
  /** The body as REST sends it, with exactly the members that were sent. */
  readonly wireBody: unknown;
  readonly idempotencyKey: string | null;
};

/** What the accept functions need to recognise a repeated request. The input must be valid. */
export function idempotentRequest(app: AppContext, call: Call, request: FingerprintedRequest): IdempotentRequest {
  const { operation, target, wireBody, idempotencyKey } = request;
  return {
    teamId: call.principal.teamId,
    apiKeyId: call.principal.keyId,
    idempotencyKey,
    operation,
    fingerprint: fingerprint(operation, target, wireBody),
    ttlSeconds: app.config.IDEMPOTENCY_TTL_SECONDS,
  };
}

/** Checks the syntax of an idempotency key. Returns one issue, or none. */
export function idempotencyKeyIssues(key: string | null): readonly InputIssue[] {
  const problem = key === null ? null : idempotencyKeyProblem(key);
  if (problem === null) return [];
  return [{ code: "invalid_format", message: `The idempotency key ${problem}.`, param: "Idempotency-Key" }];
}

/** The part of an accepted result that identifies the work. The id of an image is the id of its synthesis. */
type AcceptedWork = { readonly synthesis?: { readonly id: string } | null; readonly image?: { readonly id: string } };

/** True when the result is that of an earlier call with the same key. */
export type Replayed = { readonly replayed: boolean };

/**
 * Finishes a paid call: counts it, reports the state of its rate limit, and notifies subscribers and workers when work
 * was accepted. `characterId` is the only character that the call can have changed; null when it is not known.
 */
export function finishAccept<T extends AcceptedWork, Kind extends RefusalKind>(
  app: AppContext,
  call: Call,
  result: AcceptResult<T, Kind>,
  characterId: string | null = null,
): Outcome<T & Replayed, Kind> {
  if (result.bucket) call.onRateLimitState(result.bucket);
  const outcome = result.outcome === "refused" ? result.refusal.kind : result.outcome;
  app.metrics.accept(outcome);
  app.tracer.note({ "retake.team_id": call.principal.teamId, "retake.accept": outcome });
  if (result.outcome === "refused") return { ok: false, refusal: result.refusal };
  const synthesisId = result.result.synthesis?.id ?? result.result.image?.id;
  if (synthesisId !== undefined) app.tracer.point(synthesisId);
  if (result.outcome === "accepted") {
    app.notifier.notifyChanged(call.principal.teamId, characterId);
    app.notifier.notifyJobQueued();
  }
  return ok({ ...result.result, replayed: result.outcome === "replayed" });
}
