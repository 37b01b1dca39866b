import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import type { Principal } from "../domain/principal.ts";
import * as keys from "../services/api-keys/find-dead-keys.ts";
import { findKey } from "../services/api-keys/find-key.ts";

/** Longer than any secret of ours; anything longer is not looked up. */
const MAX_SECRET_LENGTH = 256;

/** The caller behind a secret. Throws `CallError` missing_api_key, invalid_api_key or revoked_api_key (401). */
export async function authenticate(app: AppContext, secret: string | null): Promise<Principal> {
  if (secret === null || secret === "") throw new CallError("missing_api_key", "Send an API key as X-Api-Key.");
  const verdict = secret.length > MAX_SECRET_LENGTH ? ({ status: "unknown" } as const) : await findKey(app.db, secret);
  switch (verdict.status) {
    case "valid":
      return verdict.principal;
    case "revoked":
      throw new CallError("revoked_api_key", "This API key was revoked.");
    case "expired":
      throw new CallError("invalid_api_key", "This access token has expired.");
    case "unknown":
      throw new CallError("invalid_api_key", "This API key is not known.");
  }
}

/** What an open connection remembers of its secret: enough to ask later whether the key is still valid. */
export function keyDigest(secret: string): string {
  return keys.keyDigest(secret);
}

/** Those of the digests whose keys are no longer valid. Throws `CallError` service_unavailable when it can't be found out. */
export function findDeadKeys(app: AppContext, digests: readonly string[]): Promise<readonly string[]> {
  return keys.findDeadKeys(app.db, digests);
}
