import type { SynthesisError } from "../domain/synthesis.ts";
import { ProviderFailure } from "../providers/failure.ts";
import { type Attempt, postponeGeneration } from "../services/generations/run-records.ts";
import { RequeueJob, type Run, retryWhileUnavailable, SupersededError, SynthesisFailed } from "./run.ts";

/** An attempt whose call failed, and how long it took. */
export type FailedAttempt = Attempt & { readonly seconds: number };

/** Records a failed call. Returns how long to wait before the next one, or throws the end of the run. */
export async function afterFailure(run: Run, current: FailedAttempt, error: unknown): Promise<{ again: number }> {
  if (error instanceof SupersededError) throw error;
  const { app } = run;
  const failure = toProviderFailure(error, run.signal);
  logFailure(run, current, failure);
  const decision = decide(failure, current.attempt, app.provider.capabilities.dedupes);
  if (failure.kind === "not_sent") {
    const asked = { provider: app.provider.id, pauseMs: pauseMs(failure) };
    const delayMs = decision.kind === "again" ? decision.delayMs : 0;
    await retryWhileUnavailable(run.signal, () => postponeGeneration(app.db, current, delayMs, asked));
  }
  switch (decision.kind) {
    case "again":
      return { again: decision.delayMs };
    case "fail":
      throw new SynthesisFailed(decision.error, current.pose, { cause: failure });
    case "stop":
      throw new RequeueJob();
  }
}

/** An aborted call of a run that goes on has timed out: it may have been billed, like any unknown failure. */
function toProviderFailure(error: unknown, signal: AbortSignal): ProviderFailure {
  if (error instanceof ProviderFailure && (error.kind !== "aborted" || signal.aborted)) return error;
  return new ProviderFailure("outcome_unknown", "no answer that can be understood", { cause: error });
}

/** Logged as an error when the operator must act: a refused key, a used-up quota, a wrong model. */
function logFailure({ app }: Run, current: FailedAttempt, failure: ProviderFailure): void {
  app.metrics.providerCall(failure.kind, current.seconds);
  const level = failure.kind === "unavailable" ? "error" : "warn";
  app.logger[level]({ err: failure, ...current, kind: failure.kind }, "provider call failed");
}

/** Provider calls for one generation in all: docs/contract.md "Provider calls". */
export const MAX_ATTEMPTS = 4;

const BACKOFF_BASE_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;
/** A vendor may ask for a long pause; a synthesis has a deadline anyway. */
const MAX_RETRY_AFTER_MS = 300_000;
/** Waits are lengthened by up to this part of themselves, and by at most two seconds. */
const SPREAD = 0.2;
const MAX_SPREAD_MS = 2_000;

export type Decision =
  | { readonly kind: "again"; readonly delayMs: number }
  | { readonly kind: "fail"; readonly error: SynthesisError }
  | { readonly kind: "stop" };

/**
 * What a failed call leads to (docs/contract.md "Provider calls"): it is sent again only if it was surely not billed, or if
 * the provider dedupes.
 */
export function decide(failure: ProviderFailure, attempt: number, dedupes: boolean): Decision {
  const again = attempt < MAX_ATTEMPTS;
  switch (failure.kind) {
    case "not_sent":
      if (!again) return { kind: "fail", error: "provider_unavailable" };
      return { kind: "again", delayMs: delayMs(failure, attempt) };
    case "outcome_unknown":
      if (!again || !dedupes) return { kind: "fail", error: "provider_outcome_unknown" };
      return { kind: "again", delayMs: delayMs(failure, attempt) };
    case "rejected":
      return { kind: "fail", error: "content_rejected" };
    case "unavailable":
      return { kind: "fail", error: "provider_unavailable" };
    case "unusable":
      return { kind: "fail", error: "provider_bad_response" };
    case "aborted":
      return { kind: "stop" };
  }
}

/** The pause that the provider asked for, in ms; 0 when it asked for none. Bounded. */
export function pauseMs(failure: ProviderFailure): number {
  return Math.min(MAX_RETRY_AFTER_MS, (failure.retryAfterSeconds ?? 0) * 1000);
}

/**
 * Spreads calls that wait for the same moment: if the first of them is refused again, the others learn of the new pause
 * before they have spent a call. `random` is an unsigned 32-bit integer.
 */
export function spreadMs(waitMs: number, random: number): number {
  return Math.round((random / 2 ** 32) * Math.min(MAX_SPREAD_MS, waitMs * SPREAD));
}

/** Doubles from one second; at least the pause that the provider asked for. */
function delayMs(failure: ProviderFailure, attempt: number): number {
  const backoff = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1));
  return Math.max(backoff, pauseMs(failure));
}
