import { Hono } from "hono";
import type { AppContext } from "../context.ts";
import type { HttpEnv } from "../http/request.ts";
import { createConsoleRoutes } from "./console-routes.ts";
import { createDocsRoutes } from "./docs/docs-routes.ts";
import type { ReadOpenapi } from "./docs/pages.ts";
import { createSessionRoute } from "./session-route.ts";

/** `/console` with its sign-in, and `/docs`. There are no routes when `CONSOLE` is false. */
export function createConsole(app: AppContext, readOpenapi: ReadOpenapi): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  if (!app.config.CONSOLE) return routes;
  routes.route("/", createSessionRoute(app));
  routes.route("/", createConsoleRoutes(app));
  routes.route("/", createDocsRoutes(readOpenapi));
  return routes;
}
