import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Hono } from "hono";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import type { Gauges } from "../domain/observability.ts";
import { currentGauges } from "../operations/operator.ts";
import { refuseOtherMethods } from "./errors.ts";
import type { HttpEnv } from "./request.ts";

/** Milliseconds that an answer of the database is shown again: several scrapers cost it no more than one. */
const GAUGES_FRESH_MS = 5_000;

/** `/metrics` in Prometheus' text format. While the database is away it shows what the process knows by itself. */
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
/** What proxies add: behind one on the same host, everybody would come from the loopback. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-real-ip"];

/**
 * With a token, its bearer; without one, who calls from this machine itself. Throws `CallError` missing_api_key,
 * invalid_api_key, or resource_not_found where there is no way in.
 */
function checkMetricsReader(req: IncomingMessage, token: string | undefined): void {
  if (token === undefined) {
    const isLocal = LOOPBACK.test(req.socket.remoteAddress ?? "") && FORWARDED.every((name) => !(name in req.headers));
    if (isLocal) return;
    throw new CallError("resource_not_found", "There is no such path.");
  }
  const sent = /^Bearer +(.+)$/i.exec(req.headers.authorization ?? "")?.[1];
  if (sent === undefined) throw new CallError("missing_api_key", "Send the metrics token as Authorization: Bearer.");
  if (!isEqual(sent, token)) throw new CallError("invalid_api_key", "The metrics token is not right.");
}

function isEqual(sent: string, token: string): boolean {
  const [a, b] = [Buffer.from(sent), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
