import type { SynthesisError } from "../domain/synthesis.ts";
import { ProviderFailure } from "../providers/provider.ts";
import { type Attempt, postponeGeneration } from "../services/generations/run-records.ts";
import { RequeueJob, type Run, retryWhileUnavailable, SupersededError, SynthesisFailed } from "./run.ts";

/** An attempt whose call failed, and its duration in seconds. */
type FailedAttempt = Attempt & { readonly seconds: number };

/**
 * Records a failed call. Returns the time in ms to wait before the next call, or throws the error that ends the run.
 */
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

/**
 * A call that was aborted although the run continues has timed out. Like any unknown failure, it may have been billed.
 */
function toProviderFailure(error: unknown, signal: AbortSignal): ProviderFailure {
  if (error instanceof ProviderFailure && (error.kind !== "aborted" || signal.aborted)) return error;
  return new ProviderFailure("outcome_unknown", "the call failed in an unknown way", { cause: error });
}

/** Logs at level `error` when the operator must act: a refused key, a used-up quota or a wrong model. */
function logFailure({ app }: Run, current: FailedAttempt, failure: ProviderFailure): void {
  app.metrics.providerCall(failure.kind, current.seconds);
  const level = failure.kind === "unavailable" ? "error" : "warn";
  app.logger[level]({ err: failure, ...current, kind: failure.kind }, "provider call failed");
}

/** The most provider calls for one generation: docs/contract.md "Provider calls". */
export const MAX_ATTEMPTS = 4;

const BACKOFF_BASE_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;
/** The longest pause that is accepted from a vendor. A synthesis fails at its deadline anyway. */
const MAX_RETRY_AFTER_MS = 300_000;
/** A wait is lengthened by a random part, at most this fraction of it and at most two seconds. */
const SPREAD = 0.2;
const MAX_SPREAD_MS = 2_000;

type Decision =
  | { readonly kind: "again"; readonly delayMs: number }
  | { readonly kind: "fail"; readonly error: SynthesisError }
  | { readonly kind: "stop" };

/**
 * Decides what follows a failed call (docs/contract.md "Provider calls"). The call is repeated only if it was
 * certainly not billed or if the provider dedupes.
 * @internal
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

/**
 * The pause that the provider asked for, in ms, at most `MAX_RETRY_AFTER_MS`; 0 when it asked for none.
 * @internal
 */
export function pauseMs(failure: ProviderFailure): number {
  return Math.min(MAX_RETRY_AFTER_MS, (failure.retryAfterSeconds ?? 0) * 1000);
}

/**
 * A random addition, in ms, to a wait. It spreads calls that wait for the same moment: if the first of them is
 * refused again, the others see the new pause before they use up an attempt. `random` is an unsigned 32-bit integer.
 */
export function spreadMs(waitMs: number, random: number): number {
  return Math.round((random / 2 ** 32) * Math.min(MAX_SPREAD_MS, waitMs * SPREAD));
}

/** The backoff doubles from one second, and is at least the pause that the provider asked for. */
function delayMs(failure: ProviderFailure, attempt: number): number {
  const backoff = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1));
  return Math.max(backoff, pauseMs(failure));
}
