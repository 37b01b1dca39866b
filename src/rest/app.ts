import { Hono } from "hono";
import type { AppContext } from "../context.ts";
import type { HttpEnv } from "../http/http-env.ts";
import { refuseOtherMethods } from "../http/method-not-allowed.ts";
import { createOpenApi } from "./openapi.ts";
import { ROUTES } from "./routes.ts";
import { serveRoute } from "./serve-route.ts";

const OPENAPI_PATH = "/v1/openapi.json";

/** The calls of `/v1`. */
export function createRestApp(app: AppContext): Hono<HttpEnv> {
  const rest = new Hono<HttpEnv>();
  const methods = new Map<string, string[]>();

  for (const route of ROUTES) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ":$1");
    rest.on(route.method.toUpperCase(), path, (c) => serveRoute(app, route, c));
    methods.set(path, [...(methods.get(path) ?? []), route.method.toUpperCase()]);
  }
  rest.get(OPENAPI_PATH, createOpenApi(app));
  methods.set(OPENAPI_PATH, ["GET"]);

  for (const [path, known] of methods) refuseOtherMethods(app, rest, path, known);
  return rest;
}
