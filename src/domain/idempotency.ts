import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** Code points; the bound of the source API. */
export const MAX_IDEMPOTENCY_KEY_LENGTH = 256;

/** Names of the keyed operations; the same on both transports, and part of the fingerprint. */
export type KeyedOperation =
  | "resynthesize_character"
  | "create_character"
  | "regenerate_character_ref"
  | "create_image";

/** Why a text can't be an idempotency key, or null when it can. Not trimmed, not folded: equal keys are equal text. */
export function idempotencyKeyProblem(key: string): string | null {
  if (!key.isWellFormed()) return "is not well-formed Unicode";
  const length = [...key].length;
  if (length === 0) return "is empty";
  if (length > MAX_IDEMPOTENCY_KEY_LENGTH) return `is longer than ${MAX_IDEMPOTENCY_KEY_LENGTH} characters`;
  // \p{Cc}: C0, DEL and C1. PostgreSQL text can't hold NUL at all.
  if (/\p{Cc}/u.test(key)) return "holds a control character";
  return null;
}

/**
 * SHA-256 over the canonical JSON (RFC 8785) of what the caller asked for. `body` is as sent over REST: member order
 * and white space don't count, `{}` and `{"force_all":false}` differ. Throws on numbers or text JSON can't hold.
 */
export function fingerprint(operation: KeyedOperation, target: string | null, body: unknown): Buffer {
  const text = canonicalize({ body, operation, target });
  if (text === undefined) throw new TypeError("not representable as JSON");
  return createHash("sha256").update(text).digest();
}
