import type { AppContext } from "../context.ts";
import { isBlobUsed } from "../services/ref-sets/is-blob-used.ts";
import type { BlobInfo } from "../storage/blob-store.ts";

/**
 * A picture that is still shown somewhere, or null: the blobs of deleted characters stay for a while, but their URLs
 * are dead at once. `teamId` is the one in the key.
 */
export async function findBlob(app: AppContext, teamId: string, key: string): Promise<BlobInfo | null> {
  return (await isBlobUsed(app.db, teamId, key)) ? app.blobs.stat(key) : null;
}
