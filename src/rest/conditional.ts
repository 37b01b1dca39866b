import { createHash } from "node:crypto";

/** Characters of the hash in an ETag: 132 bits. */
const HASH_LENGTH = 22;

/**
 * The validator of an answer: the resource's version, and a hash of the body. The body holds signed URLs, so the ETag
 * changes with every signing step as well, and with every way in which a contract version may render it.
 */
export function etagOf(version: number, body: string | Uint8Array): string {
  return `"${version}-${createHash("sha256").update(body).digest("base64url").slice(0, HASH_LENGTH)}"`;
}

/** Whether `If-None-Match` names this ETag (weak comparison, RFC 9110 section 13.1.2). */
export function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === etag);
}
