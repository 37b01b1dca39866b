import type { AppContext } from "../context.ts";
import { failOverdue, overdueSyntheses } from "../services/generations/run-records.ts";
import { claimInterval, reapExpired, requeueLost, unusedBlobs } from "../services/maintenance/maintenance.ts";
import { BLOB_CONTENT_TYPES, requireBlobKey } from "../storage/blob-store.ts";

const ROUND_MS = 30_000;
/** Collecting reads the whole store, so only one of all workers does it, every two hours. */
const COLLECT_SECONDS = 2 * 3_600;
/** Rows per statement. The number is bounded so that each statement stays short. */
const ROWS_AT_ONCE = 1_000;

/**
 * Deletes expired rows and restores lost jobs. Runs in every worker process. No promise of the contract depends on
 * it.
 */
type Maintenance = { readonly runOnce: () => Promise<void>; readonly stop: () => Promise<void> };

export function startMaintenance(app: AppContext): Maintenance {
  let stopped = false;
  const runOnce = async () => {
    while (!stopped && (await reapExpired(app.db, ROWS_AT_ONCE)) >= ROWS_AT_ONCE);
    const queued = await requeueLost(app.db, ROWS_AT_ONCE);
    if (queued > 0) {
      app.logger.warn({ queued }, "requeued syntheses whose jobs were lost");
      app.notifier.notifyJobQueued();
    }
    if (stopped || !(await claimInterval(app.db, "collect_blobs", COLLECT_SECONDS))) return;
    const deleted = await collectBlobs(app, () => stopped);
    app.logger.info({ deleted }, "deleted unused images");
  };
  const timer = startTimer(ROUND_MS, () =>
    runOnce().catch((error: unknown) => app.logger.warn({ err: error }, "maintenance failed; retrying in 30 s")),
  );

  return {
    runOnce,
    stop: async () => {
      stopped = true;
      await timer.stop();
    },
  };
}

/** Calls `work`, which never rejects, at this interval and never twice at a time. `stop` waits for the run in progress. */
function startTimer(intervalMs: number, work: () => Promise<void>): { readonly stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= work().finally(() => {
      running = null;
    });
  }, intervalMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/**
 * A blob is stored before the row that names it, so a young blob may still get its row. Blobs are collected every two
 * hours, and a killed worker may skip one collection, so a deleted image's bytes are gone within 22 hours.
 */
const GRACE_MS = 18 * 3_600_000;
/** Keys per query. No more keys are held in memory, however large the store is. */
const KEYS_AT_ONCE = 200;
/** After this many failed deletions the store is treated as unavailable and the collection stops. */
const MAX_FAILURES = 20;

/**
 * Deletes old blobs that no row names any more and returns how many were deleted. Continues after a failed deletion
 * and throws the first failure at the end.
 * @internal
 */
export async function collectBlobs(app: AppContext, stopped: () => boolean): Promise<number> {
  let deleted = 0;
  let batch: string[] = [];
  const failures: unknown[] = [];
  const flush = async () => {
    for (const key of await unusedBlobs(app.db, batch)) {
      if (stopped()) break;
      try {
        if (await deleteUnused(app, key)) deleted += 1;
      } catch (error) {
        failures.push(error);
        if (failures.length >= MAX_FAILURES) throw error;
      }
    }
    batch = [];
  };
  for await (const { key, modifiedAt } of app.blobs.list()) {
    if (stopped()) break;
    if (isOld(app, modifiedAt)) batch.push(key);
    if (batch.length >= KEYS_AT_ONCE) await flush();
  }
  await flush();
  if (failures.length > 0) throw failures[0];
  return deleted;
}

/**
 * Deletes one blob, unless a row came to use it meanwhile. The writer stores the blob (which renews its time), writes
 * the row, and then checks that the blob still exists (`keepBlobs`). The deletion checks the time first and the rows
 * afterwards. In every interleaving one of the two notices the other and stores the bytes again.
 */
async function deleteUnused(app: AppContext, key: string): Promise<boolean> {
  const bytes = await app.blobs.get(key);
  const info = await app.blobs.stat(key);
  if (!bytes || !info || !isOld(app, info.modifiedAt)) return false;
  await app.blobs.delete(key);
  let unused = false;
  try {
    unused = (await unusedBlobs(app.db, [key])).length > 0;
  } finally {
    if (!unused) await app.blobs.put(key, bytes, BLOB_CONTENT_TYPES[requireBlobKey(key).extension]);
  }
  return unused;
}

function isOld(app: AppContext, modifiedAt: Date): boolean {
  return app.clock.now().getTime() - modifiedAt.getTime() > GRACE_MS;
}

/** Short enough that a synthesis ends at most five seconds after its deadline. */
const SWEEP_MS = 1_500;
/** Syntheses per round. The next round starts at once while rounds are full. */
const OVERDUE_AT_ONCE = 100;
/** A row that stays locked for longer is left for the next round. */
const LOCK_WAIT_MS = 300;

/** Fails syntheses past their deadline. Runs in every process, gateways included, and needs no queue. */
type DeadlineSweep = { readonly runOnce: () => Promise<number>; readonly stop: () => Promise<void> };

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
  let stopped = false;
  const runOnce = async (): Promise<number> => {
    const ids = await overdueSyntheses(app.db, OVERDUE_AT_ONCE);
    let ended = 0;
    for (const id of ids) if (!stopped && (await endOverdue(app, id))) ended += 1;
    if (ended > 0) app.notifier.notifyChanged();
    return ended;
  };
  const round = async () => {
    try {
      while (!stopped && (await runOnce()) === OVERDUE_AT_ONCE);
    } catch (error) {
      app.logger.warn({ err: error }, "deadline sweep failed; retrying");
    }
  };
  const timer = startTimer(SWEEP_MS, round);

  return {
    runOnce,
    stop: async () => {
      stopped = true;
      await timer.stop();
    },
  };
}
