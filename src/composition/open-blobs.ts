import type { BlobStoreConfig } from "../config.ts";
import type { Database } from "../db/client.ts";
import { sharedSetting } from "../services/settings/shared-setting.ts";
import type { BlobStore } from "../storage/blob-store.ts";
import { openFileStore } from "../storage/open-file-store.ts";
import { createS3Store } from "../storage/s3-store.ts";

/** Raised when this process would see other blobs than the processes before it. */
export class WrongBlobStore extends Error {
  override readonly name = "WrongBlobStore";
}

/** Opens the configured store and makes sure that it is the one the database knows. */
export async function openBlobs(db: Database, config: BlobStoreConfig): Promise<BlobStore> {
  const store = config.kind === "s3" ? createS3Store(config) : (await openFileStore(config.root)).store;
  const known = await sharedSetting(db, "blob_store", store.id);
  if (known === store.id) return store;
  throw new WrongBlobStore(
    `The pictures of this database are in the blob store ${known}, but the configured one is ${store.id}. ` +
      "Set BLOB_STORE to the folder that all processes share, or to S3.",
  );
}
