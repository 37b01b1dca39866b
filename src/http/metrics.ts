import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Hono } from "hono";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import type { Gauges } from "../domain/observability.ts";
import { currentGauges } from "../operations/operator.ts";
import { refuseOtherMethods } from "./errors.ts";
import type { HttpEnv } from "./request.ts";

/** Milliseconds for which values read from the database are reused, so that several scrapers cost no more than one. */
const GAUGES_FRESH_MS = 5_000;

/**
 * `/metrics` in Prometheus' text format. While the database is unavailable, only the process's own metrics are shown.
 */
export function createMetricsPage(app: AppContext): Hono<HttpEnv> {
  const page = new Hono<HttpEnv>();
  let known: { readonly gauges: Promise<Gauges | null>; readonly at: number } | undefined;
  const gauges = () => {
    const now = performance.now();
    if (!known || now - known.at > GAUGES_FRESH_MS) known = { gauges: currentGauges(app).catch(() => null), at: now };
    return known.gauges;
  };
  page.get("/metrics", async (c) => {
    checkMetricsReader(c.env.incoming, app.config.METRICS_TOKEN);
    const text = await app.metrics.text(await gauges());
    return c.text(text, 200, { "Content-Type": app.metrics.contentType, "Cache-Control": "no-store" });
  });
  refuseOtherMethods(app, page, "/metrics", ["GET"]);
  return page;
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
/** Headers that proxies add. Every request through a proxy on the same host comes from the loopback address. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-real-ip"];

/**
 * Allows a request with the metrics token. When no token is configured, allows requests from this machine. Throws
 * `CallError` missing_api_key and invalid_api_key, or resource_not_found when no token is configured.
 */
function checkMetricsReader(req: IncomingMessage, token: string | undefined): void {
  if (token === undefined) {
    const isLocal = LOOPBACK.test(req.socket.remoteAddress ?? "") && FORWARDED.every((name) => !(name in req.headers));
    if (isLocal) return;
    throw new CallError("resource_not_found", "This path does not exist.");
  }
  const sent = /^Bearer +(.+)$/i.exec(req.headers.authorization ?? "")?.[1];
  if (sent === undefined) throw new CallError("missing_api_key", "Send the metrics token as Authorization: Bearer.");
  if (!isEqual(sent, token)) throw new CallError("invalid_api_key", "The metrics token is wrong.");
}

function isEqual(sent: string, token: string): boolean {
  const [a, b] = [Buffer.from(sent), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
