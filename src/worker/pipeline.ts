import { randomUUID } from "node:crypto";
import type { AppContext } from "../context.ts";
import type { KeyedLimiter } from "../domain/limiter.ts";
import { isRefusedForMinor } from "../providers/minors.ts";
import { MAX_WAIT_MS } from "../services/accept/accept.ts";
import { claimSynthesis, failSynthesis, settleSynthesis } from "../services/generations/run-records.ts";
import { deliverGeneration } from "./generation.ts";
import { firstRequest } from "./provider-request.ts";
import { RequeueJob, type Run, retryWhileUnavailable, SupersededError, SynthesisFailed } from "./run.ts";

/** What a run shares with its worker process. */
export type RunEnvironment = {
  /** Bounds the provider calls of the process; teams take turns. */
  readonly calls: Pick<KeyedLimiter, "run">;
  readonly draining: () => boolean;
  /** Aborts everything in progress: the queue took the job back, or the grace period is over. */
  readonly signal: AbortSignal;
};

/**
 * Runs one synthesis to its end, from the point where its rows say it is. Returns when nothing is left to do for this job;
 * throws `RequeueJob` when another worker is to continue.
 */
export async function runSynthesis(app: AppContext, synthesisId: string, environment: RunEnvironment): Promise<void> {
  const runner = randomUUID();
  const synthesis = await claimSynthesis(app.db, synthesisId, runner);
  if (!synthesis) return;
  const ended = new AbortController();
  const run: Run = {
    app,
    synthesis,
    runner,
    calls: environment.calls,
    draining: environment.draining,
    signal: AbortSignal.any([environment.signal, ended.signal]),
    pending: [],
    references: new Map(),
  };
  const watch = abortAtEnd(run, ended);
  try {
    refuseContent(run);
    await deliverAll(run);
    await end(run, () => settleSynthesis(app.db, synthesisId, runner));
  } catch (error) {
    await endRun(run, ended.signal, error);
  } finally {
    ended.abort();
    await Promise.allSettled([...run.pending, watch]);
    app.notifier.notifyChanged(synthesis.team_id, synthesis.character_id);
  }
}

/** Our own content check, before anything is sent or paid. */
function refuseContent({ synthesis }: Run): void {
  const texts = [synthesis.prompt_override ?? "", synthesis.order?.prompt ?? ""];
  if (isRefusedForMinor(synthesis.attributes ?? {}, texts)) throw new SynthesisFailed("content_rejected", null);
}

/** The portrait first, because it is the reference of the other three; then those together. */
async function deliverAll(run: Run): Promise<void> {
  const [head, ...rest] = run.synthesis.generations;
  if (!head) throw new Error("a synthesis has generations");
  const portrait = await deliverGeneration(run, head, () => firstRequest(run, head, null));
  const deliveries = rest.map((generation) =>
    deliverGeneration(run, generation, () => firstRequest(run, generation, portrait)),
  );
  run.pending.push(...deliveries);
  try {
    await Promise.all(deliveries);
  } catch (error) {
    // One failed picture ends the synthesis. Anything else lets the other deliveries finish first.
    if (error instanceof SynthesisFailed) throw error;
    const ends = deliveries.map((delivery) => delivery.catch((reason: unknown) => reason));
    const reasons = await Promise.all(ends);
    throw reasons.find((reason) => reason instanceof SynthesisFailed) ?? error;
  }
}

/** Watches the synthesis and aborts the calls in flight when it ends: cancelled, deleted or past its deadline. */
async function abortAtEnd(run: Run, ended: AbortController): Promise<void> {
  try {
    const { id, team_id: teamId, progress_seq: after } = run.synthesis;
    for await (const step of run.app.feed.progress({ id, teamId }, after, ended.signal)) {
      if (step.pose === null) ended.abort();
    }
  } catch (error) {
    run.app.logger.warn({ err: error, synthesis_id: run.synthesis.id }, "watching a synthesis failed");
  }
}

/** Within the limit of its team, whose row it waits for: a blocked team must not hold every connection. */
function end({ app, synthesis, signal }: Run, statement: () => Promise<boolean>): Promise<boolean> {
  const limit = { kind: "team", id: synthesis.team_id } as const;
  return retryWhileUnavailable(signal, () => app.callLimiter.run([limit], MAX_WAIT_MS, statement));
}

async function endRun(run: Run, ended: AbortSignal, error: unknown): Promise<void> {
  const { app, synthesis, runner } = run;
  // It has ended, or another run has claimed it: our error no longer matters.
  if (ended.aborted || error instanceof SupersededError) return;
  if (error instanceof SynthesisFailed) {
    app.logger.info({ synthesis_id: synthesis.id, pose: error.pose, error: error.error }, "synthesis failed");
    await end(run, () => failSynthesis(app.db, synthesis.id, runner, error.pose, error.error));
    return;
  }
  throw run.signal.aborted ? new RequeueJob() : error;
}
