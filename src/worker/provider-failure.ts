import { ProviderFailure } from "../providers/failure.ts";
import { type Attempt, postponeGeneration } from "../services/generations/run-records.ts";
import { persist } from "./persist.ts";
import { decide, pauseMs } from "./retry-policy.ts";
import { HandedBack, type Run, RunLost, SynthesisFailed } from "./run.ts";

/** An attempt whose call brought no picture, and how long that took. */
export type FailedAttempt = Attempt & { readonly seconds: number };

/** What follows from it: how long to wait before the next call, or the end of the run. */
export async function afterFailure(run: Run, current: FailedAttempt, error: unknown): Promise<{ again: number }> {
  if (error instanceof RunLost) throw error;
  const { app } = run;
  const failure = readFailure(error, run.signal);
  tell(run, current, failure);
  const decision = decide(failure, current.attempt, app.provider.capabilities.dedupes);
  if (failure.kind === "not_sent") {
    const asked = { provider: app.provider.id, pauseMs: pauseMs(failure) };
    const delayMs = decision.kind === "again" ? decision.delayMs : 0;
    await persist(run.signal, () => postponeGeneration(app.db, current, delayMs, asked));
  }
  switch (decision.kind) {
    case "again":
      return { again: decision.delayMs };
    case "fail":
      throw new SynthesisFailed(decision.error, current.pose, { cause: failure });
    case "stop":
      throw new HandedBack();
  }
}

/** An aborted call whose run goes on ran into its time limit: perhaps billed, like anything we do not understand. */
function readFailure(error: unknown, signal: AbortSignal): ProviderFailure {
  if (error instanceof ProviderFailure && (error.kind !== "aborted" || signal.aborted)) return error;
  return new ProviderFailure("outcome_unknown", "no answer that can be understood", { cause: error });
}

/** A refused key, a used-up quota or a wrong model needs somebody to change something: no mere warning. */
function tell({ app }: Run, current: FailedAttempt, failure: ProviderFailure): void {
  app.metrics.providerCall(failure.kind, current.seconds);
  const level = failure.kind === "unavailable" ? "error" : "warn";
  app.logger[level]({ err: failure, ...current, kind: failure.kind }, "a provider call brought no picture");
}
