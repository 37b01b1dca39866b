import { createHash } from "node:crypto";

/** Random bytes of a secret: nothing to guess. */
export const SECRET_BYTES = 32;

const PREFIX = "al_live_";
/** Characters of a secret that may be shown, so that a person can tell keys apart. */
const PREVIEW_LENGTH = 14;

/** The secret of a key from 32 random bytes: `al_live_` and 64 hexadecimal digits. */
export function keySecret(random: Uint8Array): string {
  return PREFIX + Buffer.from(random).toString("hex");
}

/** What is stored instead of the secret. SHA-256 is enough for 256 random bits: there is nothing to guess. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

export function previewSecret(secret: string): string {
  return secret.slice(0, PREVIEW_LENGTH);
}
