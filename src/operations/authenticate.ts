import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import type { Principal } from "../domain/principal.ts";
import * as keys from "../services/api-keys/manage-keys.ts";

/** Longer than every valid secret. A longer text is refused without a look-up. */
const MAX_SECRET_LENGTH = 256;

/**
 * Finds the caller of an API key or access token. Throws `CallError` (401) missing_api_key, invalid_api_key,
 * revoked_api_key or token_expired.
 */
export async function authenticate(app: AppContext, secret: string | null): Promise<Principal> {
  if (secret === null || secret === "") throw new CallError("missing_api_key", "Send an API key as X-Api-Key.");
  const verdict = secret.length > MAX_SECRET_LENGTH ? ({ status: "unknown" } as const) : await app.apiKeys.find(secret);
  switch (verdict.status) {
    case "valid":
      return verdict.principal;
    default:
      throw keys.deadKeyError(verdict.status);
  }
}

/** The digest of a secret, with which an open connection can check later whether its key is still valid. */
export function keyDigest(secret: string): string {
  return keys.keyDigest(secret);
}

/** Finds the digests whose keys are no longer valid, each with its error. Throws `CallError` service_unavailable. */
export async function findDeadKeys(
  app: AppContext,
  digests: readonly string[],
): Promise<ReadonlyMap<string, CallError>> {
  const dead = await keys.findDeadKeys(app.db, digests);
  return new Map(dead.map(({ digest, status }) => [digest, keys.deadKeyError(status)]));
}
