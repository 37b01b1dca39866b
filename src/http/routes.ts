import { Hono } from "hono";
import { createConsole } from "../console/create-console.ts";
import type { AppContext } from "../context.ts";
import { createRestApp } from "../rest/app.ts";
import { openApiDocument } from "../rest/openapi.ts";
import { errorResponse, thrownResponse } from "./error-answer.ts";
import { createErrorsPage } from "./errors-page.ts";
import { createHealth } from "./health.ts";
import type { HttpEnv } from "./http-env.ts";
import { createMetricsPage } from "./metrics.ts";
import { createRootPage } from "./root-page.ts";
import { createStorageApp } from "./storage.ts";

/** Every path but `/graphql`. */
export function createRoutes(app: AppContext, ready: () => Promise<boolean>): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  routes.use(async (c, next) => {
    const { host } = c.env.incoming.headersDistinct;
    const needed = c.env.incoming.httpVersion === "1.1";
    if (host?.length === 1 || (host === undefined && !needed)) return next();
    return errorResponse(app, { code: "invalid_request", message: "Send one Host header." }, c.env.requestId);
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
    errorResponse(app, { code: "resource_not_found", message: "There is no such path." }, c.env.requestId),
  );
  routes.onError((error, c) => thrownResponse(app, error, c.env.requestId));
  return routes;
}
