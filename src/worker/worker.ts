import { setTimeout as delay } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import type { AppContext } from "../context.ts";
import { createBoss, DEAD_QUEUE, SYNTHESIS_QUEUE } from "../db/queue.ts";
import { KeyedLimiter } from "../domain/limiter.ts";
import { failSynthesis } from "../services/generations/run-records.ts";
import { type RunEnvironment, runSynthesis } from "./pipeline.ts";
import { RequeueJob } from "./run.ts";

/** Poll interval. A free slot takes a waiting job within this time, even if no notification arrives. */
const POLLING_SECONDS = 1;
const HEARTBEAT_REFRESH_SECONDS = 3;
/** Once the calls are aborted, requeueing the jobs may take this long, and so may the last records of the runs. */
const HAND_BACK_MS = 1_000;

type Job = { id: string; data: { synthesis_id: string }; signal?: AbortSignal };

export type Worker = { readonly stop: (graceMs: number) => Promise<void> };

/** Takes syntheses from the queue and runs up to `IMAGE_PROVIDER_CONCURRENCY` of them at a time. */
export async function startWorker(app: AppContext): Promise<Worker> {
  const boss = createBoss(app.db, app.db.schema, "worker");
  boss.on("error", (error) => app.logger.warn({ err: error }, "queue error"));
  const stopped = new AbortController();
  const runs = new Set<Promise<void>>();
  let draining = false;
  try {
    await boss.start();
    await runJobs(app, boss, runs, { draining: () => draining, signal: stopped.signal });
    await endDeadJobs(app, boss);
  } catch (error) {
    // Without this, the queue's polling would keep the process from exiting.
    await boss.stop({ graceful: false, close: false });
    throw error;
  }
  return {
    stop: async (graceMs) => {
      draining = true;
      await drain(boss, stopped, graceMs);
      // An image that has just arrived is paid for, so its record is awaited although the queue has stopped.
      await Promise.race([Promise.allSettled(runs), delay(HAND_BACK_MS, undefined, { ref: false })]);
    },
  };
}

/** Lets calls in flight finish within the grace period, then aborts them and requeues their jobs. */
async function drain(boss: PgBoss, stopped: AbortController, graceMs: number): Promise<void> {
  const timer = setTimeout(() => stopped.abort(), graceMs);
  try {
    await boss.stop({ graceful: true, timeout: graceMs + HAND_BACK_MS, close: false });
  } finally {
    clearTimeout(timer);
    stopped.abort();
  }
}

async function runJobs(
  app: AppContext,
  boss: PgBoss,
  runs: Set<Promise<void>>,
  { draining, signal }: Omit<RunEnvironment, "calls">,
): Promise<void> {
  const slots = app.config.IMAGE_PROVIDER_CONCURRENCY;
  const calls = new KeyedLimiter({ slots });
  const options = {
    batchSize: 1,
    localConcurrency: slots,
    pollingIntervalSeconds: POLLING_SECONDS,
    heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS,
  };
  await boss.work<Job["data"]>(SYNTHESIS_QUEUE, options, async (jobs: Job[]) => {
    for (const job of jobs) {
      const both = job.signal ? AbortSignal.any([job.signal, signal]) : signal;
      const id = job.data.synthesis_id;
      const run = app.tracer.synthesis(id, "run", () => runSynthesis(app, id, { calls, draining, signal: both }));
      runs.add(run);
      try {
        await run;
      } catch (error) {
        // The queue retries the job until its deadline but does not report the error.
        if (!(error instanceof RequeueJob)) {
          app.logger.warn({ err: error, synthesis_id: id }, "run failed; retrying");
        }
        throw error;
      } finally {
        runs.delete(run);
      }
    }
  });
}

async function endDeadJobs(app: AppContext, boss: PgBoss): Promise<void> {
  const options = { batchSize: 1, pollingIntervalSeconds: 2 };
  await boss.work<Job["data"]>(DEAD_QUEUE, options, async (jobs: Job[]) => {
    for (const { data } of jobs) {
      const { synthesis_id } = data;
      app.logger.error({ synthesis_id }, "failed a synthesis whose job used up its retries");
      await failSynthesis(app.db, synthesis_id, null, null, "provider_unavailable");
      app.notifier.notifyChanged();
    }
  });
}
