/** File endings of blobs, with the content type each one stands for. Nothing that a browser would execute. */
export const BLOB_CONTENT_TYPES = { webp: "image/webp", png: "image/png", jpg: "image/jpeg" } as const;

export type BlobExtension = keyof typeof BLOB_CONTENT_TYPES;

/** What a key is made of. `sha256` is the lower-case hex digest of the blob's bytes. */
export type BlobKeyParts = { readonly teamId: string; readonly sha256: string; readonly extension: BlobExtension };

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
