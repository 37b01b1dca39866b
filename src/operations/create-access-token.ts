import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import { type Call, SCOPES, scopeAllows } from "../domain/principal.ts";
import { accepted, invalidInput, type Outcome } from "../domain/refusals.ts";
import { insertAccessToken } from "../services/api-keys/create-access-token.ts";
import { keySecret, SECRET_BYTES } from "../services/api-keys/secret.ts";
import { requireScope } from "./authenticate.ts";
import { takeCheapToken } from "./cheap-token.ts";
import { parseInput } from "./input.ts";

const MIN_TTL_SECONDS = 60;
const MAX_TTL_SECONDS = 86_400;

export const createAccessTokenBody = z.strictObject({
  scope: z.enum(SCOPES),
  ttl_seconds: z.int().min(MIN_TTL_SECONDS).max(MAX_TTL_SECONDS),
});

export type AccessToken = { readonly token: string; readonly expiresAt: Date };

/**
 * A short-lived token for browsers, used like a key and dead with the key it was made with. The secret is told here and
 * never again. Throws `CallError` missing_scope (403) unless the caller has a `full` key; a token makes no tokens.
 */
export async function createAccessToken(app: AppContext, call: Call, body: unknown): Promise<Outcome<AccessToken>> {
  const { principal } = call;
  requireScope(principal, "full");
  const parsed = parseInput(createAccessTokenBody, body);
  if (!parsed.ok) return parsed;
  const { scope, ttl_seconds } = parsed.value;
  if (!scopeAllows(principal.scope, scope)) {
    return invalidInput("value_out_of_range", "scope: must not be above that of the key.", "scope");
  }
  const limited = takeCheapToken(app, call, "reads");
  if (limited) return limited;
  const token = keySecret(randomBytes(SECRET_BYTES));
  const expiresAt = await insertAccessToken(app.db, {
    id: app.newId("apiKey"),
    parentId: principal.keyId,
    teamId: principal.teamId,
    scope,
    secret: token,
    ttlSeconds: ttl_seconds,
  });
  if (!expiresAt) throw new CallError("missing_scope", "An access token can't make tokens; use a key with scope full.");
  return accepted({ token, expiresAt });
}
