import { createHash } from "node:crypto";
import type { BlobToStore } from "./images.ts";

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

/** A blob store that could not do it. The message is for the log: an operation, a status or code, never a secret. */
export class BlobStoreFailure extends Error {
  override readonly name = "BlobStoreFailure";
  /** True when it may work later (network, timeout, 429, 5xx); false when somebody has to change something. */
  readonly retryable: boolean;

  constructor(message: string, retryable: boolean) {
    super(message);
    this.retryable = retryable;
  }
}

/** File endings of blobs, with the content type each one stands for. Nothing that a browser would execute. */
export const BLOB_CONTENT_TYPES = { webp: "image/webp", png: "image/png", jpg: "image/jpeg" } as const;

type BlobExtension = keyof typeof BLOB_CONTENT_TYPES;

/** What a key is made of. `sha256` is the lower-case hex digest of the blob's bytes. */
type BlobKeyParts = { readonly teamId: string; readonly sha256: string; readonly extension: BlobExtension };

/** Narrow on purpose: no dot, slash, NUL, colon or blank can reach a file name or a URL through a key. */
const BLOB_KEY = /^v1\/([A-Za-z0-9_]{1,64})\/([0-9a-f]{2})\/(\2[0-9a-f]{62})\.(webp|png|jpg)$/;

const STORAGE_PREFIX = "/storage/";

/**
 * The key of a blob: content-addressed for each team, so equal pictures of a team are kept once and two teams never
 * share one. Throws a `TypeError` when a part has not its syntax.
 */
export function blobKey(parts: BlobKeyParts): string {
  const key = `v1/${parts.teamId}/${parts.sha256.slice(0, 2)}/${parts.sha256}.${parts.extension}`;
  requireBlobKey(key);
  return key;
}

/** Null when the text is not a blob key. */
export function parseBlobKey(key: string): BlobKeyParts | null {
  const match = BLOB_KEY.exec(key);
  if (match === null) return null;
  const [, teamId = "", , sha256 = "", extension = ""] = match;
  return { teamId, sha256, extension: extension as BlobExtension };
}

/** As `parseBlobKey`, but throws a `TypeError`, which does not repeat the text. */
export function requireBlobKey(key: string): BlobKeyParts {
  const parts = parseBlobKey(key);
  if (parts === null) throw new TypeError("Not a blob key");
  return parts;
}

/** The key behind a path as it came over the wire, not decoded; null when it is none (then the answer is 404). */
export function keyOfStoragePath(path: string): string | null {
  if (!path.startsWith(STORAGE_PREFIX)) return null;
  const key = path.slice(STORAGE_PREFIX.length);
  return parseBlobKey(key) === null ? null : key;
}

/** Lower-case hex digest, as in keys. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * What every store asks of a put: the bytes are those that the key names, of its type, and not too many. Returns
 * the digest; throws a `TypeError` or, for the size, a `RangeError`.
 */
export function checkBlob(key: string, bytes: Uint8Array, contentType: string): string {
  const { sha256, extension } = requireBlobKey(key);
  if (bytes.byteLength > MAX_BLOB_BYTES) throw new RangeError(`A blob has at most ${MAX_BLOB_BYTES} bytes`);
  if (contentType !== BLOB_CONTENT_TYPES[extension]) throw new TypeError("The content type is not that of the key");
  if (sha256Hex(bytes) !== sha256) throw new TypeError("The bytes are not those that the key names");
  return sha256;
}

/** Throws a `RangeError` for a range that no HTTP range could be. */
export function checkRange({ start, end }: ByteRange): void {
  const whole = Number.isSafeInteger(start) && Number.isSafeInteger(end);
  if (!whole || start < 0 || end < start) throw new RangeError("Not a byte range");
}

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
