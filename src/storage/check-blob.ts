import { createHash } from "node:crypto";
import { BLOB_CONTENT_TYPES, requireBlobKey } from "./blob-key.ts";
import { type ByteRange, MAX_BLOB_BYTES } from "./blob-store.ts";

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
