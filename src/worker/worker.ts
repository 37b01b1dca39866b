import type { PgBoss } from "pg-boss";
import type { AppContext } from "../context.ts";
import { createBoss, DEAD_QUEUE, SYNTHESIS_QUEUE } from "../db/queue.ts";
import { failSynthesis } from "../services/generations/run-records.ts";
import { runSynthesis } from "./pipeline.ts";
import { createSemaphore } from "./semaphore.ts";

/** Fetch again after this without a ring. Another team's job waits at most this long for a slot that became free. */
const POLLING_SECONDS = 1;
const HEARTBEAT_REFRESH_SECONDS = 3;
/** What is left of the grace for handing jobs back after calls were aborted. */
const HAND_BACK_MS = 1_000;

type Job = { id: string; data: { synthesis_id: string }; signal?: AbortSignal };

export type Worker = { readonly stop: (graceMs: number) => Promise<void> };

/** Takes syntheses from the queue and runs them, as many at once as provider calls are allowed. */
export async function startWorker(app: AppContext): Promise<Worker> {
  const boss = createBoss(app.db.sql, "worker");
  boss.on("error", (error) => app.logger.warn({ err: error }, "queue trouble"));
  const slots = app.config.IMAGE_PROVIDER_CONCURRENCY;
  const calls = createSemaphore(slots);
  const stopped = new AbortController();
  let draining = false;

  await boss.start();
  await boss.work<Job["data"]>(
    SYNTHESIS_QUEUE,
    {
      batchSize: 1,
      localConcurrency: slots,
      pollingIntervalSeconds: POLLING_SECONDS,
      heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS,
    },
    async (jobs: Job[]) => {
      for (const job of jobs) {
        const signal = job.signal ? AbortSignal.any([job.signal, stopped.signal]) : stopped.signal;
        await runSynthesis(app, job.data.synthesis_id, { calls, draining: () => draining, signal });
      }
    },
  );
  await boss.work<Job["data"]>(DEAD_QUEUE, { batchSize: 1, pollingIntervalSeconds: 2 }, async (jobs: Job[]) => {
    for (const job of jobs) {
      app.logger.error(
        { synthesis_id: job.data.synthesis_id },
        "a synthesis could not be run; it is failed and released",
      );
      await failSynthesis(app.db, job.data.synthesis_id, null, null, "provider_unavailable");
      app.doorbell.changed();
    }
  });

  return {
    stop: async (graceMs) => {
      draining = true;
      await drain(boss, stopped, graceMs);
    },
  };
}

/** Lets calls in flight finish for the grace, then aborts them; their jobs go back to the queue for other workers. */
async function drain(boss: PgBoss, stopped: AbortController, graceMs: number): Promise<void> {
  const timer = setTimeout(() => stopped.abort(), graceMs);
  try {
    await boss.stop({ graceful: true, timeout: graceMs + HAND_BACK_MS, close: false });
  } finally {
    clearTimeout(timer);
    stopped.abort();
  }
}
