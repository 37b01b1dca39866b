import type { ReferenceImage } from "../providers/provider.ts";
import type { BlobStore } from "../storage/blob-store.ts";
import { referenceImage } from "../storage/reference-image.ts";

/** References that a run has made already, by blob key: three poses share the portrait. */
export type KnownReferences = Map<string, Promise<ReferenceImage>>;

/** The pictures under these blob keys, as small PNG or JPEG; the same keys give the same bytes on every attempt. */
export function loadReferences(
  blobs: BlobStore,
  keys: readonly string[],
  known: KnownReferences,
): Promise<readonly ReferenceImage[]> {
  return Promise.all(
    keys.map((key) => {
      const reference = known.get(key) ?? forgetFailure(key, known, loadReference(blobs, key));
      known.set(key, reference);
      return reference;
    }),
  );
}

async function loadReference(blobs: BlobStore, key: string): Promise<ReferenceImage> {
  const bytes = await blobs.get(key);
  if (!bytes) throw new Error("a reference picture is gone from the blob store");
  return referenceImage(bytes);
}

/** A store that is away now may be there on the next try. */
function forgetFailure(key: string, known: KnownReferences, loading: Promise<ReferenceImage>): Promise<ReferenceImage> {
  return loading.catch((error: unknown) => {
    known.delete(key);
    throw error;
  });
}
