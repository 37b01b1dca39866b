import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppContext } from "../context.ts";
import { type Metrics, NO_TRACER, type RequestPart, type Tracer } from "../domain/observability.ts";

/** On every response of the server, and equal to `error.request_id` when it is an error. */
export const REQUEST_ID_HEADER = "Aurous-Request-Id";

/** Gives the request its id, and the response the header, before anything can answer. */
export function assignRequestId(app: AppContext, res: ServerResponse): string {
  const requestId = app.newId("request");
  res.setHeader(REQUEST_ID_HEADER, requestId);
  return requestId;
}

/** For every response; pages and pictures override what they need. */
const DEFAULTS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
} as const;

export function setSecurityHeaders(res: ServerResponse): void {
  for (const [name, value] of Object.entries(DEFAULTS)) res.setHeader(name, value);
}

/** Paths that pages of other origins may call; `/storage` too, because a browser may upload to a signed URL. */
const CORS_PATH = /^\/(v1|graphql|storage)(\/|\?|$)/;

const ALLOWED_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

/** Response headers that a page may read. */
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

/** Request headers that a page may send when its preflight names none that can be sent back. */
const ALLOWED_HEADERS =
  "Accept, Aurous-Version, Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Api-Key";

/** One day; browsers shorten it to their own limit. */
const PREFLIGHT_SECONDS = 86_400;

/** A list of header names, short enough to be sent back. */
const HEADER_LIST = /^[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1000}$/;

/** True when pages of this origin may call; `*` in the list allows every origin. */
export function isAllowedOrigin(origins: readonly string[], origin: string): boolean {
  return origins.includes(origin) || origins.includes("*");
}

/**
 * Sets the CORS headers for an allowed origin and answers its preflight, which carries no key. Returns true when the
 * request is answered. Another origin gets the ordinary response without the headers, which its browser withholds.
 */
export function answerCors(origins: readonly string[], req: IncomingMessage, res: ServerResponse): boolean {
  if (origins.length === 0 || !CORS_PATH.test(req.url ?? "")) return false;
  res.setHeader("Vary", "Origin");
  const { origin } = req.headers;
  if (origin === undefined || !isAllowedOrigin(origins, origin)) return false;
  // Without credentials: keys are sent in headers, and there are no cookies.
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

const PARTS: readonly (readonly [prefix: string, part: RequestPart])[] = [
  ["/graphql", "graphql"],
  ["/v1/", "rest"],
  ["/storage/", "storage"],
];

/** Counts and times the request once its response has ended or its client has disconnected. */
export function countRequest(metrics: Metrics, req: IncomingMessage, res: ServerResponse): void {
  const began = performance.now();
  const part = PARTS.find(([prefix]) => req.url?.startsWith(prefix))?.[1] ?? "other";
  res.once("close", () => {
    const isStream = String(res.getHeader("content-type") ?? "").startsWith("text/event-stream");
    metrics.request(part, res.statusCode, isStream ? null : (performance.now() - began) / 1_000);
  });
}

/** Answers a request within a span, named by the semantic conventions for HTTP; a handler that knows its route renames it. */
export async function traceRequest(
  tracer: Tracer,
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  work: () => Promise<void>,
): Promise<void> {
  if (tracer === NO_TRACER) return work();
  const method = req.method ?? "GET";
  // Without its query, which may be a signature.
  const path = req.url?.split("?", 1)[0] ?? "";
  const attributes = { "http.request.method": method, "url.path": path, "retake.request_id": requestId };
  const [traceparent] = req.headersDistinct.traceparent ?? [];
  await tracer.request(traceparent, attributes, async () => {
    tracer.note({}, path === "/graphql" ? `${method} /graphql` : method);
    await work();
    tracer.note({ "http.response.status_code": res.statusCode });
  });
}
