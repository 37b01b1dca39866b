import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import {
  exchangeKeyForConsoleToken,
  insertConsoleCode,
  type NewConsoleToken,
  redeemConsoleCode,
  renewConsoleToken,
} from "../services/api-keys/console-tokens.ts";
import { keySecret, SECRET_BYTES } from "../services/api-keys/manage-keys.ts";
import { authenticate } from "./authenticate.ts";

/** Seconds for which a sign-in link is valid. */
export const CODE_TTL_SECONDS = 15 * 60;
/** Bytes of a sign-in code. 128 bits can't be guessed, and the code is short enough for a link. */
const CODE_BYTES = 16;
/** Seconds for which a token is valid. The page renews it while it is open. */
const TOKEN_TTL_SECONDS = 15 * 60;
/** Seconds after which a new sign-in is required, even when the page stays open. */
const MAX_SESSION_SECONDS = 12 * 60 * 60;
/** Longer than every valid secret. */
const MAX_SECRET_LENGTH = 256;

const secretText = z.string().min(1).max(MAX_SECRET_LENGTH);
/** The body of `POST /console/session`: a code, an API key, or nothing when the current token is in `Authorization`. */
export const consoleSessionBody = z.union([
  z.strictObject({ code: secretText }),
  z.strictObject({ api_key: secretText }),
  z.strictObject({}),
]);

export type ConsoleSession = { readonly token: string; readonly expiresAt: Date };

/** Creates a one-time sign-in code for a team; null when the team does not exist. The code is returned only here. */
export async function createConsoleCode(app: AppContext, teamId: string): Promise<string | null> {
  const code = randomBytes(CODE_BYTES).toString("base64url");
  const expiresAt = await insertConsoleCode(app.db, { teamId, code, ttlSeconds: CODE_TTL_SECONDS });
  return expiresAt && code;
}

/**
 * Signs in to the console, or renews the sign-in of the token `current`. Throws `CallError` (401) missing_api_key,
 * invalid_api_key, revoked_api_key or token_expired.
 */
export async function openConsoleSession(
  app: AppContext,
  credential: z.infer<typeof consoleSessionBody>,
  current: string | null,
): Promise<ConsoleSession> {
  const token: NewConsoleToken = {
    id: app.newId("apiKey"),
    secret: keySecret(randomBytes(SECRET_BYTES)),
    ttlSeconds: TOKEN_TTL_SECONDS,
  };
  const expiresAt = await exchange(app, credential, current, token);
  return { token: token.secret, expiresAt };
}

async function exchange(
  app: AppContext,
  credential: z.infer<typeof consoleSessionBody>,
  current: string | null,
  token: NewConsoleToken,
): Promise<Date> {
  if ("code" in credential) {
    const expiresAt = await redeemConsoleCode(app.db, credential.code, token);
    if (expiresAt) return expiresAt;
    throw new CallError("invalid_api_key", "This sign-in link has expired or was already used. Create a new one.");
  }
  if ("api_key" in credential) {
    const expiresAt = await exchangeKeyForConsoleToken(app.db, credential.api_key, token);
    if (expiresAt) return expiresAt;
    await authenticate(app, credential.api_key);
    throw new CallError("invalid_api_key", "This is an access token. Sign in with an API key.");
  }
  const limits = { ...token, maxSessionSeconds: MAX_SESSION_SECONDS };
  const expiresAt = current && (await renewConsoleToken(app.db, current, limits));
  if (expiresAt) return expiresAt;
  await authenticate(app, current);
  throw new CallError("invalid_api_key", "This sign-in can't be renewed. Sign in again.");
}
