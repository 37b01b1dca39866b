import type { ReferenceImage } from "../providers/provider.ts";
import type { BlobStore } from "../storage/blob-store.ts";
import { referenceImage } from "../storage/reference-image.ts";

/** The pictures under these blob keys, as small PNG or JPEG; the same keys give the same bytes on every attempt. */
export async function loadReferences(blobs: BlobStore, keys: readonly string[]): Promise<readonly ReferenceImage[]> {
  return Promise.all(
    keys.map(async (key) => {
      const bytes = await blobs.get(key);
      if (!bytes) throw new Error("a reference picture is gone from the blob store");
      return referenceImage(bytes);
    }),
  );
}
