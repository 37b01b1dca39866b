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
  /** Bounds the provider calls of the process and alternates between teams. */
  readonly calls: Pick<KeyedLimiter, "run">;
  readonly draining: () => boolean;
  /** Aborts when the queue has taken the job back or the grace period of a shutdown is over. */
  readonly signal: AbortSignal;
};

/**
 * Runs one synthesis to its end, continuing from what its rows say is done. Returns when this job has nothing left to
 * do. Throws `RequeueJob` when another worker must continue.
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

/** Checks the content before anything is sent or paid. */
function refuseContent({ synthesis }: Run): void {
  const texts = [synthesis.prompt_override ?? "", synthesis.order?.prompt ?? ""];
  if (isRefusedForMinor(synthesis.attributes ?? {}, texts)) throw new SynthesisFailed("content_rejected", null);
}

/** Makes the portrait first, because it is the reference for the other three, which are then made concurrently. */
async function deliverAll(run: Run): Promise<void> {
  const [head, ...rest] = run.synthesis.generations;
  if (!head) throw new Error(`synthesis ${run.synthesis.id} has no generations`);
  const portrait = await deliverGeneration(run, head, () => firstRequest(run, head, null));
  const deliveries = rest.map((generation) =>
    deliverGeneration(run, generation, () => firstRequest(run, generation, portrait)),
  );
  run.pending.push(...deliveries);
  try {
    await Promise.all(deliveries);
  } catch (error) {
    // One failed image ends the synthesis at once. After any other error, the other deliveries still finish and are
    // recorded.
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
    run.app.logger.warn({ err: error, synthesis_id: run.synthesis.id }, "failed to watch a synthesis for its end");
  }
}

/**
 * Ends the synthesis within its team's call limit. The statement waits for the team's row, and a blocked team must
 * not take every connection.
 */
function end({ app, synthesis, signal }: Run, statement: () => Promise<boolean>): Promise<boolean> {
  const limit = { kind: "team", id: synthesis.team_id } as const;
  return retryWhileUnavailable(signal, () => app.callLimiter.run([limit], MAX_WAIT_MS, statement));
}

async function endRun(run: Run, ended: AbortSignal, error: unknown): Promise<void> {
  const { app, synthesis, runner } = run;
  // The synthesis has ended, or another run has claimed it, so this run has nothing to record.
  if (ended.aborted || error instanceof SupersededError) return;
  if (error instanceof SynthesisFailed) {
    app.logger.info({ synthesis_id: synthesis.id, pose: error.pose, error: error.error }, "synthesis failed");
    await end(run, () => failSynthesis(app.db, synthesis.id, runner, error.pose, error.error));
    return;
  }
  throw run.signal.aborted ? new RequeueJob() : error;
}
