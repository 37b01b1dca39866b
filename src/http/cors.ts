import type { IncomingMessage, ServerResponse } from "node:http";

/** Where browsers of other origins may call. `/storage` too: a browser may upload to a signed URL. */
const CORS_PATH = /^\/(v1|graphql|storage)(\/|\?|$)/;

const ALLOWED_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

/** Our headers that a page may read. */
const EXPOSED_HEADERS = [
  "Aurous-Request-Id",
  "Aurous-Version",
  "Aurous-Idempotent-Replayed",
  "ETag",
  "Retry-After",
  "X-RateLimit-Limit",
  "X-RateLimit-Remaining",
  "X-RateLimit-Reset",
  "RateLimit",
  "RateLimit-Policy",
].join(", ");

/** What a page may send when its preflight names nothing usable. */
const ALLOWED_HEADERS =
  "Accept, Aurous-Version, Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Api-Key";

/** One day; browsers cut it to what they allow. */
const PREFLIGHT_SECONDS = 86_400;

/** A list of header names, short enough to be sent back. */
const HEADER_LIST = /^[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1000}$/;

/** True when pages of this origin may call; `*` in the list allows every origin. */
export function isAllowedOrigin(origins: readonly string[], origin: string): boolean {
  return origins.includes(origin) || origins.includes("*");
}

/**
 * Sets the CORS headers for an allowed origin and answers its preflight, which carries no key. True when the request
 * is answered. An origin that is not allowed gets the ordinary answer without the headers: its browser keeps it back.
 */
export function answerCors(origins: readonly string[], req: IncomingMessage, res: ServerResponse): boolean {
  if (origins.length === 0 || !CORS_PATH.test(req.url ?? "")) return false;
  res.setHeader("Vary", "Origin");
  const { origin } = req.headers;
  if (origin === undefined || !isAllowedOrigin(origins, origin)) return false;
  // Never with credentials: keys travel in headers, there are no cookies to lend.
  res.setHeader("Access-Control-Allow-Origin", origin);
  res.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
  if (req.method !== "OPTIONS" || req.headers["access-control-request-method"] === undefined) return false;

  const asked = String(req.headers["access-control-request-headers"] ?? "");
  res.setHeader("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
  res.setHeader("Access-Control-Allow-Methods", ALLOWED_METHODS);
  res.setHeader("Access-Control-Allow-Headers", HEADER_LIST.test(asked) ? asked : ALLOWED_HEADERS);
  res.setHeader("Access-Control-Max-Age", String(PREFLIGHT_SECONDS));
  res.writeHead(204).end();
  return true;
}
