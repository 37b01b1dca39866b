import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** In code points; the limit of the API that Retake is compatible with. */
export const MAX_IDEMPOTENCY_KEY_LENGTH = 256;

/**
 * Names of the operations with an idempotency key. Both transports use the same names, which are part of the
 * fingerprint.
 */
export type KeyedOperation =
  | "resynthesize_character"
  | "create_character"
  | "regenerate_character_ref"
  | "create_image";

/**
 * What is wrong with a text as an idempotency key, or null when it is valid. Keys are compared exactly, without
 * trimming or case folding.
 */
export function idempotencyKeyProblem(key: string): string | null {
  if (!key.isWellFormed()) return "is not well-formed Unicode";
  const length = [...key].length;
  if (length === 0) return "is empty";
  if (length > MAX_IDEMPOTENCY_KEY_LENGTH) return `is longer than ${MAX_IDEMPOTENCY_KEY_LENGTH} characters`;
  // \p{Cc} covers C0, DEL and C1. PostgreSQL's text can't contain NUL.
  if (/\p{Cc}/u.test(key)) return "contains a control character";
  return null;
}

/**
 * SHA-256 of the canonical JSON (RFC 8785) of a request. `body` is the body as sent over REST. Member order and white
 * space make no difference, but `{}` and `{"force_all":false}` differ. Throws on numbers or text that JSON can't
 * represent.
 */
export function fingerprint(operation: KeyedOperation, target: string | null, body: unknown): Buffer {
  const text = canonicalize({ body, operation, target });
  if (text === undefined) throw new TypeError("not representable as JSON");
  return createHash("sha256").update(text).digest();
}
