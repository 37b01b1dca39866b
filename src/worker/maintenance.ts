import type { AppContext } from "../context.ts";
import { reapExpired, requeueLost, takeTurn } from "../services/maintenance/maintenance.ts";
import { collectBlobs } from "./collect-blobs.ts";

const ROUND_MS = 30_000;
/** The collector reads the whole store: one worker of all, a few times a day, so that a deleted picture is gone in one. */
const COLLECT_SECONDS = 2 * 3_600;
/** Rows of one statement: short enough to hold nobody up. */
const BATCH = 1_000;

/** Tidies up behind everybody, in every worker process; nothing that is promised waits for it. */
export type Maintenance = { readonly runOnce: () => Promise<void>; readonly stop: () => Promise<void> };

export function startMaintenance(app: AppContext): Maintenance {
  let stopped = false;
  let running: Promise<void> | null = null;

  const runOnce = async () => {
    while (!stopped && (await reapExpired(app.db, BATCH)) >= BATCH);
    const queued = await requeueLost(app.db, BATCH);
    if (queued > 0) {
      app.logger.warn({ queued }, "running syntheses had lost their jobs");
      app.doorbell.queued();
    }
    if (stopped || !(await takeTurn(app.db, "collect_blobs", COLLECT_SECONDS))) return;
    const deleted = await collectBlobs(app, () => stopped);
    app.logger.info({ deleted }, "unused pictures were collected");
  };
  const timer = setInterval(() => {
    running ??= runOnce()
      .catch((error: unknown) => app.logger.warn({ err: error }, "maintenance could not run; it tries again"))
      .finally(() => {
        running = null;
      });
  }, ROUND_MS);

  return {
    runOnce,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
