import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppContext } from "../context.ts";
import { type Metrics, NO_TRACER, type RequestPart, type Tracer } from "../domain/observability.ts";

/** The header with the request's id on every response. In an error response it equals `error.request_id`. */
export const REQUEST_ID_HEADER = "Aurous-Request-Id";

/** Creates the request's id and sets the response header. Must run before anything can answer. */
export function assignRequestId(app: AppContext, res: ServerResponse): string {
  const requestId = app.newId("request");
  res.setHeader(REQUEST_ID_HEADER, requestId);
  return requestId;
}

/** Set on every response. Pages and images override some of them. */
const DEFAULTS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
} as const;

export function setSecurityHeaders(res: ServerResponse): void {
  for (const [name, value] of Object.entries(DEFAULTS)) res.setHeader(name, value);
}

/** Paths that pages of other origins may call. `/storage` is one of them, because browsers upload to signed URLs. */
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

/** The allowed request headers, used when a preflight names none or more than `HEADER_LIST` accepts. */
const ALLOWED_HEADERS =
  "Accept, Aurous-Version, Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Api-Key";

/** One day. Browsers shorten it to their own limit. */
const PREFLIGHT_SECONDS = 86_400;

/** Matches a list of header names that is short enough to be sent back. */
const HEADER_LIST = /^[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1000}$/;

/** True when pages of this origin may call the API; `*` in the list allows every origin. */
export function isAllowedOrigin(origins: readonly string[], origin: string): boolean {
  return origins.includes(origin) || origins.includes("*");
}

/**
 * Sets the CORS headers for an allowed origin and answers its preflight, which carries no API key. Returns true when
 * the request was answered. Other origins get the ordinary response without CORS headers, so the browser does not show
 * it to the page.
 */
export function answerCors(origins: readonly string[], req: IncomingMessage, res: ServerResponse): boolean {
  if (origins.length === 0 || !CORS_PATH.test(req.url ?? "")) return false;
  res.setHeader("Vary", "Origin");
  const { origin } = req.headers;
  if (origin === undefined || !isAllowedOrigin(origins, origin)) return false;
  // Access-Control-Allow-Credentials is not needed: API keys are sent in headers, and there are no cookies.
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

/** Records the request's count and duration when its response has ended or its client has disconnected. */
export function countRequest(metrics: Metrics, req: IncomingMessage, res: ServerResponse): void {
  const began = performance.now();
  const part = PARTS.find(([prefix]) => req.url?.startsWith(prefix))?.[1] ?? "other";
  res.once("close", () => {
    const isStream = String(res.getHeader("content-type") ?? "").startsWith("text/event-stream");
    metrics.request(part, res.statusCode, isStream ? null : (performance.now() - began) / 1_000);
  });
}

/**
 * Answers a request within a trace span, named by OpenTelemetry's conventions for HTTP. A handler that knows its route
 * renames the span.
 */
export async function traceRequest(
  tracer: Tracer,
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  work: () => Promise<void>,
): Promise<void> {
  if (tracer === NO_TRACER) return work();
  const method = req.method ?? "GET";
  // The query is left out, because it may hold a signature.
  const path = req.url?.split("?", 1)[0] ?? "";
  const attributes = { "http.request.method": method, "url.path": path, "retake.request_id": requestId };
  const [traceparent] = req.headersDistinct.traceparent ?? [];
  await tracer.request(traceparent, attributes, async () => {
    tracer.note({}, path === "/graphql" ? `${method} /graphql` : method);
    await work();
    tracer.note({ "http.response.status_code": res.statusCode });
  });
}
