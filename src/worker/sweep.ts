import type { AppContext } from "../context.ts";
import { failOverdue, overdueSyntheses } from "../services/generations/run-records.ts";

/** Short enough that a synthesis ends at most five seconds after its deadline. */
const INTERVAL_MS = 1_500;
/** Syntheses per round. The next round starts at once while rounds are full. */
const BATCH = 100;
/** A row that stays locked for longer is left for the next round. */
const LOCK_WAIT_MS = 300;

/** Fails syntheses past their deadline. Runs in every process, gateways included, and needs no queue. */
export type DeadlineSweep = { readonly runOnce: () => Promise<number>; readonly stop: () => Promise<void> };

/**
 * Ids are picked without a lock, so this statement checks the deadline again. A locked row does not delay the others.
 */
async function endOverdue(app: AppContext, id: string): Promise<boolean> {
  try {
    return await failOverdue(app.db, id, LOCK_WAIT_MS);
  } catch (error) {
    app.logger.warn({ err: error, synthesis_id: id }, "failed to end an overdue synthesis; retrying");
    return false;
  }
}

export function startDeadlineSweep(app: AppContext): DeadlineSweep {
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;

  const runOnce = async (): Promise<number> => {
    const ids = await overdueSyntheses(app.db, BATCH);
    let ended = 0;
    for (const id of ids) if (!stopped && (await endOverdue(app, id))) ended += 1;
    if (ended > 0) app.notifier.notifyChanged();
    return ended;
  };
  const round = async () => {
    try {
      while (!stopped && (await runOnce()) === BATCH);
    } catch (error) {
      app.logger.warn({ err: error }, "deadline sweep failed; retrying");
    }
  };
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = round().finally(() => {
      busy = false;
    });
  }, INTERVAL_MS);

  return {
    runOnce,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
