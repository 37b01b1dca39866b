/** A stored object: immutable bytes under a key that the server made. `size` in bytes. */
export type BlobInfo = { readonly size: number; readonly contentType: string; readonly modifiedAt: Date };

/** Inclusive byte range, as in HTTP. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * The largest blob a store takes or hands out, in bytes. Masters have at most 1536 px a side, so a real one is far
 * below; the limit is what bounds the memory of one read.
 */
export const MAX_BLOB_BYTES = 20_000_000;

/**
 * Where pictures are kept. Keys look like `v1/<team id>/<first 2 of sha>/<sha256>.webp`: made by the server, never
 * by a caller; every method throws a `TypeError` for any other syntax. A place that can't be reached or refuses us
 * shows as a `BlobStoreFailure` (S3) or as the error of the file system; nothing is tried twice in here.
 */
export type BlobStore = {
  /** `file:` or `s3:` plus an id of the place that is the same for every process that sees the same blobs. */
  readonly id: string;
  /**
   * All or nothing, durable when it resolves. The bytes must be what the key says (SHA-256, content type), so the
   * same key twice is harmless; it renews `modifiedAt`, which keeps the collector away from a blob used again.
   */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Null when there is no such blob. */
  stat(key: string): Promise<BlobInfo | null>;
  /** Null when there is no such blob. A range is cut to what there is: past the end it gives no bytes. */
  get(key: string, range?: ByteRange): Promise<Uint8Array | null>;
  /** Deleting what is not there succeeds. */
  delete(key: string): Promise<void>;
  /** Every key with its time, for the collector; in no promised order. Foreign objects are passed over. */
  list(): AsyncIterable<{ key: string; modifiedAt: Date }>;
};
