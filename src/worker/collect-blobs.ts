import type { AppContext } from "../context.ts";
import { unusedBlobs } from "../services/maintenance/maintenance.ts";

/** A blob is put before the row that names it: what is younger may still get its row. */
const GRACE_MS = 20 * 3_600_000;
/** Keys asked about in one query. */
const BATCH = 200;

/** Deletes pictures nothing refers to any more, once they are old enough; returns how many went. */
export async function collectBlobs(app: AppContext, stopped: () => boolean): Promise<number> {
  let deleted = 0;
  let batch: string[] = [];
  const flush = async () => {
    for (const key of await unusedBlobs(app.db, batch)) {
      // Put again meanwhile, by a picture that is the same: its row may be on its way.
      const info = await app.blobs.stat(key);
      if (!info || !isOld(app, info.modifiedAt)) continue;
      await app.blobs.delete(key);
      deleted += 1;
    }
    batch = [];
  };
  for await (const { key, modifiedAt } of app.blobs.list()) {
    if (stopped()) break;
    if (isOld(app, modifiedAt)) batch.push(key);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return deleted;
}

function isOld(app: AppContext, modifiedAt: Date): boolean {
  return app.clock.now().getTime() - modifiedAt.getTime() > GRACE_MS;
}
