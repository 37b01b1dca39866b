import { Hono } from "hono";
import { createConsole } from "../console/create-console.ts";
import type { AppContext } from "../context.ts";
import { createRestApp } from "../rest/app.ts";
import { openApiDocument } from "../rest/openapi.ts";
import { errorResponse, refuseOtherMethods, thrownResponse } from "./errors.ts";
import { createErrorsPage } from "./errors-page.ts";
import { createMetricsPage } from "./metrics.ts";
import type { HttpEnv } from "./request.ts";
import { createStorageApp } from "./storage.ts";

/** Every path except `/graphql`. */
export function createRoutes(app: AppContext, ready: () => Promise<boolean>): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  routes.use(async (c, next) => {
    const { host } = c.env.incoming.headersDistinct;
    const needed = c.env.incoming.httpVersion === "1.1";
    if (host?.length === 1 || (host === undefined && !needed)) return next();
    return errorResponse(app, { code: "invalid_request", message: "Send exactly one Host header." }, c.env.requestId);
  });
  routes.route("/", createHealth(app, ready));
  routes.route("/", createRestApp(app));
  routes.route("/", createStorageApp(app));
  routes.route("/", createErrorsPage(app));
  routes.route("/", createMetricsPage(app));
  routes.route("/", createRootPage(app));
  routes.route(
    "/",
    createConsole(app, async () => openApiDocument(app.publicUrl())),
  );
  routes.notFound((c) =>
    errorResponse(app, { code: "resource_not_found", message: "This path does not exist." }, c.env.requestId),
  );
  routes.onError((error, c) => thrownResponse(app, error, c.env.requestId));
  return routes;
}

/** Seconds after which a load balancer may send its next probe. */
const READY_RETRY_SECONDS = 1;

/** Milliseconds that a readiness check may take. Probes usually wait only a few seconds. */
const READY_WITHIN_MS = 2_000;

/**
 * `/healthz` returns 200 while the process runs. `/readyz` returns 200 when the server can answer calls, and 503 while
 * it starts and stops.
 */
function createHealth(app: AppContext, ready: () => Promise<boolean>): Hono<HttpEnv> {
  const health = new Hono<HttpEnv>();
  health.get("/healthz", (c) => c.json({ status: "ok" }, 200, { "Cache-Control": "no-store" }));
  health.get("/readyz", async (c) => {
    if (await isReady(ready)) return c.json({ status: "ready" }, 200, { "Cache-Control": "no-store" });
    const error = {
      code: "service_unavailable",
      message: "The server is not ready.",
      retryAfterSeconds: READY_RETRY_SECONDS,
    } as const;
    return errorResponse(app, error, c.env.requestId);
  });
  for (const path of ["/healthz", "/readyz"]) refuseOtherMethods(app, health, path, ["GET"]);
  return health;
}

/** A check that fails or takes too long counts as not ready, so that a probe gets 503 in time and never a 500. */
async function isReady(ready: () => Promise<boolean>): Promise<boolean> {
  const gaveUp = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => gaveUp.resolve(false), READY_WITHIN_MS);
  try {
    return await Promise.race([ready(), gaveUp.promise]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * `GET /` redirects browsers to the console, or to GraphiQL without one. Other clients get a JSON list of the
 * endpoints.
 */
function createRootPage(app: AppContext): Hono<HttpEnv> {
  const root = new Hono<HttpEnv>();
  const { CONSOLE, introspection } = app.config;
  const page = CONSOLE ? "/console" : introspection ? "/graphql" : null;
  root.get("/", (c) => {
    c.header("Vary", "Accept");
    if (page !== null && acceptsHtml(c.req.header("accept"))) return c.redirect(page);
    return c.json({ name: "Retake", endpoints: endpoints(app) });
  });
  return root;
}

/** Browsers name HTML in `Accept`; curl and HTTP libraries only send a wildcard. */
function acceptsHtml(accept = ""): boolean {
  return accept
    .split(",")
    .some((range) => /^\s*text\/html\s*(;|$)/i.test(range) && !/;\s*q=0(\.0*)?\s*(;|$)/i.test(range));
}

function endpoints(app: AppContext): Readonly<Record<string, string>> {
  const url = app.publicUrl();
  return {
    graphql: `${url}/graphql`,
    rest: `${url}/v1`,
    openapi: `${url}/v1/openapi.json`,
    errors: `${url}/errors`,
    ...(app.config.CONSOLE ? { console: `${url}/console`, docs: `${url}/docs` } : {}),
    health: `${url}/healthz`,
    readiness: `${url}/readyz`,
  };
}
