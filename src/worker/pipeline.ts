import { randomUUID } from "node:crypto";
import type { AppContext } from "../context.ts";
import type { StoredImage } from "../domain/stored-image.ts";
import { PROMPT_TEMPLATE, posePrompt } from "../providers/prompt.ts";
import {
  type ClaimedGeneration,
  claimSynthesis,
  type FrozenRequest,
  failSynthesis,
  settleSynthesis,
} from "../services/generations/run-records.ts";
import { deliverGeneration } from "./generation.ts";
import { persist } from "./persist.ts";
import { HandedBack, type Run, RunLost, SynthesisFailed } from "./run.ts";
import type { Semaphore } from "./semaphore.ts";

/** What a run shares with its worker process. */
export type RunEnvironment = {
  readonly calls: Semaphore;
  readonly draining: () => boolean;
  /** Ends everything under way: the queue took the job back, or the grace is over. */
  readonly signal: AbortSignal;
};

/**
 * Runs one synthesis from wherever its rows say it is, to its end. Returns when nothing is left to do for this job;
 * throws `HandedBack` when another worker shall go on.
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
  };
  const watch = abortAtEnd(run, ended);
  try {
    await deliverAll(run);
    await persist(run.signal, () => settleSynthesis(app.db, synthesisId, runner));
  } catch (error) {
    await endRun(run, ended.signal, error);
  } finally {
    ended.abort();
    await watch;
    app.doorbell.changed();
  }
}

/** The portrait first, for it is the reference of the other three; then those together. */
async function deliverAll(run: Run): Promise<void> {
  const { generations } = run.synthesis;
  const [head, ...rest] = generations;
  if (!head) throw new Error("a synthesis has generations");
  const portrait = await deliverGeneration(run, head, () => firstRequest(run, head, null));
  const outcomes = await Promise.allSettled(
    rest.map((generation) => deliverGeneration(run, generation, () => firstRequest(run, generation, portrait))),
  );
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  // A failure of the synthesis counts more than a hand-back: with it the synthesis is over.
  const worst = failures.find((failure) => failure instanceof SynthesisFailed) ?? failures[0];
  if (worst !== undefined) throw worst;
}

/** What the first attempt of a generation sends; the reference is the portrait, or of the current set when one pose is made anew. */
function firstRequest(run: Run, generation: ClaimedGeneration, portrait: StoredImage | null): FrozenRequest {
  const { synthesis, app } = run;
  const { capabilities } = app.provider;
  const base = synthesis.base_refs.find((ref) => ref.pose === (generation.pose === "portrait" ? "front" : "portrait"));
  const reference = portrait ?? (synthesis.kind === "regenerate_ref" ? (base ?? null) : null);
  const references = reference && capabilities.maxReferences > 0 ? [reference.key] : [];
  const options = { hasReference: references.length > 0, override: synthesis.prompt_override };
  return {
    prompt: generation.pose === "image" ? "" : posePrompt(synthesis.attributes ?? {}, generation.pose, options),
    template: PROMPT_TEMPLATE,
    seed: app.randomSeed(),
    width: capabilities.poseSize.width,
    height: capabilities.poseSize.height,
    references,
  };
}

/** Learns of a cancel, a deletion or the deadline from the synthesis's own stream, and aborts the calls under way. */
async function abortAtEnd(run: Run, ended: AbortController): Promise<void> {
  try {
    for await (const step of run.app.feed.progress(run.synthesis.id, run.synthesis.progress_seq, ended.signal)) {
      if (step.pose === null) ended.abort();
    }
  } catch (error) {
    run.app.logger.warn({ err: error, synthesis_id: run.synthesis.id }, "a run could not watch its synthesis");
  }
}

async function endRun(run: Run, ended: AbortSignal, error: unknown): Promise<void> {
  const { app, synthesis, runner } = run;
  // It ended under our hands, or another runner has it: whatever we were told does not count any more.
  if (ended.aborted || error instanceof RunLost) return;
  if (error instanceof SynthesisFailed) {
    app.logger.info({ synthesis_id: synthesis.id, pose: error.pose, error: error.error }, "synthesis failed");
    await persist(run.signal, () => failSynthesis(app.db, synthesis.id, runner, error.pose, error.error));
    return;
  }
  if (error instanceof HandedBack || run.signal.aborted) throw new HandedBack();
  throw error;
}
