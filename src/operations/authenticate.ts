import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import type { Principal } from "../domain/principal.ts";
import * as keys from "../services/api-keys/manage-keys.ts";

/** Longer than any secret of ours; anything longer is not looked up. */
const MAX_SECRET_LENGTH = 256;

/**
 * The caller behind a secret. Throws `CallError` (401) missing_api_key, invalid_api_key, revoked_api_key or
 * token_expired.
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

/** What an open connection remembers of its secret: enough to ask later whether the key is still valid. */
export function keyDigest(secret: string): string {
  return keys.keyDigest(secret);
}

/** The digests whose keys are no longer valid, each with its error. Throws `CallError` service_unavailable. */
export async function findDeadKeys(
  app: AppContext,
  digests: readonly string[],
): Promise<ReadonlyMap<string, CallError>> {
  const dead = await keys.findDeadKeys(app.db, digests);
  return new Map(dead.map(({ digest, status }) => [digest, keys.deadKeyError(status)]));
}
