import { Hono } from "hono";
import type { AppContext } from "../context.ts";
import type { HttpEnv } from "./http-env.ts";

/** `GET /`: leads a browser to the console, else to GraphiQL. Other clients get a JSON list of the endpoints. */
export function createRootPage(app: AppContext): Hono<HttpEnv> {
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

/** Browsers name HTML; curl and HTTP libraries only say that they accept anything. */
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
