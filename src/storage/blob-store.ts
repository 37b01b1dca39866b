import { createHash } from "node:crypto";
import type { BlobToStore } from "./images.ts";

/** A stored object: immutable bytes under a key made by the server. `size` is in bytes. */
export type BlobInfo = { readonly size: number; readonly contentType: string; readonly modifiedAt: Date };

/** Inclusive byte range, as in HTTP. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * The largest blob that a store reads or writes, in bytes. Stored images have at most 1536 px a side and are much
 * smaller; the limit bounds the memory of one read.
 */
export const MAX_BLOB_BYTES = 20_000_000;

/**
 * A store of images. Keys have the form `v1/<team id>/<first 2 of sha>/<sha256>.webp` and are made by the server,
 * never by a caller. Every method throws a `TypeError` for any other syntax. A store that is unavailable or refuses
 * access throws a `BlobStoreFailure` (S3) or the error of the file system. Nothing is retried here.
 */
export type BlobStore = {
  /** `file:` or `s3:` and an id of the store that is the same for every process that sees the same blobs. */
  readonly id: string;
  /**
   * Stores a blob completely or not at all, and durably once it resolves. The bytes must match the key (SHA-256,
   * content type), so storing a key again is harmless. It renews `modifiedAt`, which keeps the collector from
   * deleting a reused blob.
   */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Null when there is no such blob. */
  stat(key: string): Promise<BlobInfo | null>;
  /** Null when there is no such blob. A range is limited to the blob; past its end it gives no bytes. */
  get(key: string, range?: ByteRange): Promise<Uint8Array | null>;
  /** Succeeds when the blob does not exist. */
  delete(key: string): Promise<void>;
  /** All keys with their times, for the collector, in no particular order. Foreign objects are skipped. */
  list(): AsyncIterable<{ key: string; modifiedAt: Date }>;
};

/**
 * Thrown when an operation of a blob store fails. The message is for the log: an operation, a status or code, never a
 * secret.
 */
export class BlobStoreFailure extends Error {
  override readonly name = "BlobStoreFailure";
  /** True when a retry may succeed (network, timeout, 429, 5xx); false when the operator must change something. */
  readonly retryable: boolean;

  constructor(message: string, retryable: boolean) {
    super(message);
    this.retryable = retryable;
  }
}

/** File extensions of blobs and their content types. Browsers execute none of them. */
export const BLOB_CONTENT_TYPES = { webp: "image/webp", png: "image/png", jpg: "image/jpeg" } as const;

type BlobExtension = keyof typeof BLOB_CONTENT_TYPES;

/** The parts of a key. `sha256` is the digest of the blob's bytes in lower-case hex. */
type BlobKeyParts = { readonly teamId: string; readonly sha256: string; readonly extension: BlobExtension };

/** The syntax is narrow, so that no dot, slash, NUL, colon or space can reach a file name or URL through a key. */
const BLOB_KEY = /^v1\/([A-Za-z0-9_]{1,64})\/([0-9a-f]{2})\/(\2[0-9a-f]{62})\.(webp|png|jpg)$/;

const STORAGE_PREFIX = "/storage/";

/**
 * The key of a blob. Keys are content-addressed for each team, so that equal images of a team are stored once and
 * teams never share a blob. Throws a `TypeError` when a part is malformed.
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

/** Like `parseBlobKey`, but throws a `TypeError`, which does not repeat the text. */
export function requireBlobKey(key: string): BlobKeyParts {
  const parts = parseBlobKey(key);
  if (parts === null) throw new TypeError("Not a blob key");
  return parts;
}

/** The key in an undecoded request path, or null when there is none and the answer is 404. */
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
 * Checks a put in every store: the bytes match the key and its type, and are not too many. Returns the digest. Throws
 * a `TypeError`, or a `RangeError` for the size.
 */
export function checkBlob(key: string, bytes: Uint8Array, contentType: string): string {
  const { sha256, extension } = requireBlobKey(key);
  if (bytes.byteLength > MAX_BLOB_BYTES) throw new RangeError(`A blob has at most ${MAX_BLOB_BYTES} bytes`);
  if (contentType !== BLOB_CONTENT_TYPES[extension]) throw new TypeError("The content type does not match the key");
  if (sha256Hex(bytes) !== sha256) throw new TypeError("The bytes do not match the digest in the key");
  return sha256;
}

/** Throws a `RangeError` for an impossible range. */
export function checkRange({ start, end }: ByteRange): void {
  const whole = Number.isSafeInteger(start) && Number.isSafeInteger(end);
  if (!whole || start < 0 || end < start) throw new RangeError("Not a byte range");
}

/** Stores all blobs. It is safe to repeat, because the same key always has the same bytes. */
export async function putBlobs(store: BlobStore, blobs: readonly BlobToStore[]): Promise<void> {
  for (const blob of blobs) await store.put(blob.key, blob.bytes, blob.contentType);
}

/**
 * Call this after the row that names the blobs was written. It stores missing ones again: an old, unused blob with
 * the same bytes may have been deleted by the collector meanwhile.
 */
export async function keepBlobs(store: BlobStore, blobs: readonly BlobToStore[]): Promise<void> {
  for (const blob of blobs) {
    if ((await store.stat(blob.key)) === null) await store.put(blob.key, blob.bytes, blob.contentType);
  }
}
