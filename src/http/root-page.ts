import { Hono } from "hono";
import type { AppContext } from "../context.ts";
import type { HttpEnv } from "./http-env.ts";

/** The bare URL, which a start prints first: a person is shown GraphiQL. Without it, it is a path like any unknown one. */
export function createRootPage(app: AppContext): Hono<HttpEnv> {
  const root = new Hono<HttpEnv>();
  if (app.config.introspection) root.get("/", (c) => c.redirect("/graphql"));
  return root;
}
