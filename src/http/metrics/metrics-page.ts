import { Hono } from "hono";
import type { AppContext } from "../../context.ts";
import type { Gauges } from "../../domain/metrics.ts";
import { currentGauges } from "../../operations/operator.ts";
import type { HttpEnv } from "../http-env.ts";
import { refuseOtherMethods } from "../method-not-allowed.ts";
import { checkMetricsReader } from "./may-read-metrics.ts";

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
