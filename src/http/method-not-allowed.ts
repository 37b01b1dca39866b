import type { Hono } from "hono";
import type { AppContext } from "../context.ts";
import { errorResponse } from "./error-answer.ts";
import type { HttpEnv } from "./http-env.ts";

/**
 * Answers 405 to what reaches this path now: register it after the path's handlers. `methods` in capitals; where
 * there is GET there is HEAD.
 */
export function refuseOtherMethods(
  app: AppContext,
  hono: Hono<HttpEnv>,
  path: string,
  methods: readonly string[],
): void {
  const allow = methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
  hono.all(path, (c) => {
    const error = { code: "method_not_allowed", message: `This path answers ${allow}.` } as const;
    const response = errorResponse(app, error, c.env.requestId);
    response.headers.set("Allow", allow);
    return response;
  });
}
