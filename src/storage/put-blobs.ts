import type { BlobStore } from "./blob-store.ts";
import type { BlobToStore } from "./images.ts";

/** Puts them all. Harmless to repeat: same key, same bytes. */
export async function putBlobs(store: BlobStore, blobs: readonly BlobToStore[]): Promise<void> {
  for (const blob of blobs) await store.put(blob.key, blob.bytes, blob.contentType);
}

/**
 * Looks once more after the row that names them was written, and puts again what has gone meanwhile: a blob of the same
 * bytes may have been an old, unused one that the collector was just about to delete.
 */
export async function keepBlobs(store: BlobStore, blobs: readonly BlobToStore[]): Promise<void> {
  for (const blob of blobs) {
    if ((await store.stat(blob.key)) === null) await store.put(blob.key, blob.bytes, blob.contentType);
  }
}
