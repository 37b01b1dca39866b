import type { AppContext } from "../context.ts";
import { failSynthesis, overdueSyntheses } from "../services/generations/run-records.ts";

/** A synthesis is terminal at most five seconds after its deadline. */
const INTERVAL_MS = 1_500;
/** Ends of one round; the next comes at once while rounds are full. */
const BATCH = 100;

/** Fails what is past its deadline; runs in every process, gateways too, and needs no queue. */
export type DeadlineSweep = { readonly runOnce: () => Promise<number>; readonly stop: () => Promise<void> };

export function startDeadlineSweep(app: AppContext): DeadlineSweep {
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;

  const runOnce = async (): Promise<number> => {
    const ids = await overdueSyntheses(app.db, BATCH);
    // Picked without a lock: each is failed by its own statement, which looks again.
    for (const id of ids) await failSynthesis(app.db, id, null, null, "deadline_exceeded");
    if (ids.length > 0) app.doorbell.changed();
    return ids.length;
  };
  const round = async () => {
    try {
      while (!stopped && (await runOnce()) === BATCH);
    } catch (error) {
      app.logger.warn({ err: error }, "the deadline sweep could not run; it tries again");
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
