import { Hono } from "hono";
import type { AppContext } from "../../context.ts";
import { errorResponse } from "../error-answer.ts";
import type { HttpEnv } from "../http-env.ts";
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

  // What no route took: the path exists, so it is the method that is wrong.
  for (const [path, known] of methods) rest.all(path, (c) => methodNotAllowed(app, c.env.requestId, known));
  return rest;
}

function methodNotAllowed(app: AppContext, requestId: string, methods: readonly string[]): Response {
  const allow = methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
  const facts = { code: "method_not_allowed", message: `This path answers ${allow}.` } as const;
  const response = errorResponse(app, facts, requestId);
  response.headers.set("Allow", allow);
  return response;
}
