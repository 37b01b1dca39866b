import { randomBytes } from "node:crypto";
import { z } from "zod";
import { CallError } from "../domain/errors.ts";
import { SCOPES } from "../domain/principal.ts";
import { ok } from "../domain/refusals.ts";
import { insertAccessToken } from "../services/api-keys/create-access-token.ts";
import { keySecret, SECRET_BYTES } from "../services/api-keys/secret.ts";
import { defineOperation } from "./operation.ts";

const MIN_TTL_SECONDS = 60;
const MAX_TTL_SECONDS = 86_400;

export type AccessToken = { readonly token: string; readonly expiresAt: Date };

/**
 * Issues a short-lived token for browsers, used like a key. Revoking the key that it was made with revokes it. The
 * secret is shown only in this answer. Throws `CallError` missing_scope (403) for a token: only keys make tokens.
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
      throw new CallError("missing_scope", "An access token can't make tokens; use a key with scope full.");
    }
    return ok<AccessToken>({ token, expiresAt });
  },
});
