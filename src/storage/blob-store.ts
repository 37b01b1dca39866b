/** A stored object: immutable bytes under a key that the server made. */
export type BlobInfo = { readonly size: number; readonly contentType: string; readonly modifiedAt: Date };

/** Inclusive byte range, as in HTTP. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * Where pictures are kept. Keys look like `v1/<team id>/<first 2 of sha>/<sha256>.webp`: made by the server, never
 * by a caller; a store refuses any other syntax. Putting the same key twice is harmless: same key, same bytes.
 */
export type BlobStore = {
  /** `file:` or `s3:` plus an id of the place that is the same for every process that sees the same blobs. */
  readonly id: string;
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Null when there is no such blob. */
  stat(key: string): Promise<BlobInfo | null>;
  /** Null when there is no such blob. */
  get(key: string, range?: ByteRange): Promise<Uint8Array | null>;
  delete(key: string): Promise<void>;
  /** Every key with its time, for the collector; in no promised order. */
  list(): AsyncIterable<{ key: string; modifiedAt: Date }>;
};
