import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import type { Principal } from "../domain/principal.ts";
import { authenticate } from "../operations/authenticate.ts";

/** Headers with every value that was sent, by lower-case name: Node's `IncomingMessage.headersDistinct`. */
export type DistinctHeaders = Readonly<Record<string, readonly string[] | undefined>>;

/**
 * The caller behind a request's headers: `X-Api-Key`, or `Authorization: Bearer`. Throws `CallError` missing_api_key,
 * invalid_api_key, revoked_api_key, token_expired (401); service_unavailable (503).
 */
export async function authenticateHeaders(app: AppContext, headers: DistinctHeaders): Promise<Principal> {
  return authenticate(app, secretOf(headers));
}

/** The one secret that the headers name, null when they name none. Throws when they leave it open which one. */
export function secretOf(headers: DistinctHeaders): string | null {
  const apiKeys = headers["x-api-key"] ?? [];
  const authorizations = headers.authorization ?? [];
  if (apiKeys.length > 1 || authorizations.length > 1) throw ambiguous();
  const apiKey = apiKeys[0] ?? "";
  const bearer = bearerToken(authorizations[0] ?? "");
  if (apiKey !== "" && bearer !== "" && apiKey !== bearer) throw ambiguous();
  return apiKey || bearer || null;
}

/** Another scheme, such as what a proxy in front of us asks for, is no API key of ours: as if it were not there. */
function bearerToken(authorization: string): string {
  return /^bearer[ \t]+(\S.*)$/i.exec(authorization)?.[1] ?? "";
}

function ambiguous(): CallError {
  return new CallError("invalid_api_key", "Send one API key, once: as X-Api-Key or as Authorization: Bearer.");
}
