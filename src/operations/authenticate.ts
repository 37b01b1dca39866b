import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import { type Principal, type Scope, scopeAllows } from "../domain/principal.ts";
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

/** Throws `CallError` missing_scope (403) when the caller's key does not include `needed`. */
export function requireScope(principal: Principal, needed: Scope): void {
  if (scopeAllows(principal.scope, needed)) return;
  throw new CallError("missing_scope", `This call needs a key with scope ${needed}; this one has ${principal.scope}.`);
}
