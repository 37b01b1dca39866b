import type { AppContext } from "../context.ts";
import { unusedBlobs } from "../services/maintenance/maintenance.ts";
import { BLOB_CONTENT_TYPES, requireBlobKey } from "../storage/blob-key.ts";

/**
 * A blob is put before the row that names it: what is younger may still get its row. With two hours between collections,
 * and one that a killed worker left undone, a deleted picture is gone within 22 hours.
 */
const GRACE_MS = 18 * 3_600_000;
/** Keys asked about in one query, and all that is held in memory of a store of any size. */
const BATCH = 200;
/** So many pictures that can't be deleted mean that none can: the store is away. */
const MAX_TROUBLES = 20;

/**
 * Deletes pictures nothing refers to any more, once they are old enough; returns how many went. One that can't be
 * deleted keeps no other: what was wrong with the first of those is thrown in the end.
 */
export async function collectBlobs(app: AppContext, stopped: () => boolean): Promise<number> {
  let deleted = 0;
  let batch: string[] = [];
  const troubles: unknown[] = [];
  const flush = async () => {
    for (const key of await unusedBlobs(app.db, batch)) {
      if (stopped()) break;
      try {
        if (await deleteUnused(app, key)) deleted += 1;
      } catch (error) {
        troubles.push(error);
        if (troubles.length >= MAX_TROUBLES) throw error;
      }
    }
    batch = [];
  };
  for await (const { key, modifiedAt } of app.blobs.list()) {
    if (stopped()) break;
    if (isOld(app, modifiedAt)) batch.push(key);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  if (troubles.length > 0) throw troubles[0];
  return deleted;
}

/**
 * Deletes one blob, unless a picture of the same bytes came into use meanwhile. Who puts a blob renews its time, writes
 * his row and looks whether the blob is still there (`keepBlobs`); who deletes one looks at the time before, and for
 * rows afterwards. Whichever way the two cross each other, one of them notices and puts the bytes back.
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
