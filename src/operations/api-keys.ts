import { randomBytes } from "node:crypto";
import { z } from "zod";
import { CallError } from "../domain/errors.ts";
import { idToFind } from "../domain/ids.ts";
import { SCOPES } from "../domain/principal.ts";
import { ok, refuse } from "../domain/refusals.ts";
import {
  deadKeyError,
  insertAccessToken,
  isRevoked,
  type KeyRow,
  keySecret,
  listKeys,
  revokeTeamKey,
  SECRET_BYTES,
} from "../services/api-keys/manage-keys.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

export type ApiKey = KeyRow;

/**
 * Lists the API keys of the caller's team, oldest first, without access tokens. It has no rate limit, because it is
 * read as a field of the team, whose root field has taken a token.
 */
export const listApiKeys = defineOperation({
  name: "list_api_keys",
  scope: "full",
  bucket: null,
  idempotent: false,
  refusals: [],
  input: z.strictObject({}),
  run: async ({ app, call }) => ok(await listKeys(app.db, call.principal.teamId)),
});

/**
 * Revokes an API key of the caller's team and every token created with it; the caller's own key is allowed. Other
 * processes refuse the key when they are notified, after 2 s at the latest, and its streams close within 5 s. Revoking
 * a revoked key does nothing.
 */
export const revokeApiKey = defineOperation({
  name: "revoke_api_key",
  scope: "full",
  bucket: "reads",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ id: lookupId }),
  run: async ({ app, call, input }) => {
    const revoked = await revokeTeamKey(app.db, call.principal.teamId, idToFind(input.id));
    app.apiKeys.forget();
    return revoked ? ok(revoked) : refuse({ kind: "not_found" });
  },
});

const MIN_TTL_SECONDS = 60;
const MAX_TTL_SECONDS = 86_400;

export type AccessToken = { readonly token: string; readonly expiresAt: Date };

/**
 * Creates a short-lived token for browsers, which is sent in place of an API key. Revoking the key that created it
 * revokes the token. The secret is returned only here. Throws `CallError` revoked_api_key (401), and missing_scope (403)
 * when the caller is itself a token.
 */
export const createAccessToken = defineOperation({
  name: "create_access_token",
  scope: "full",
  bucket: "reads",
  idempotent: false,
  refusals: [],
  input: z.strictObject({
    scope: z.enum(SCOPES),
    ttlSeconds: z.int().min(MIN_TTL_SECONDS).max(MAX_TTL_SECONDS),
  }),
  run: async ({ app, call, input }) => {
    const token = keySecret(randomBytes(SECRET_BYTES));
    const expiresAt = await insertAccessToken(app.db, {
      id: app.newId("apiKey"),
      parentId: call.principal.keyId,
      teamId: call.principal.teamId,
      scope: input.scope,
      secret: token,
      ttlSeconds: input.ttlSeconds,
    });
    if (!expiresAt) {
      if (await isRevoked(app.db, call.principal.keyId)) throw deadKeyError("revoked");
      throw new CallError("missing_scope", "An access token can't create tokens. Use an API key with scope full.");
    }
    return ok<AccessToken>({ token, expiresAt });
  },
});
