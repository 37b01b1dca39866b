import { Hono } from "hono";
import type { AppContext } from "../context.ts";
import { errorResponse } from "./error-answer.ts";
import type { HttpEnv } from "./http-env.ts";
import { refuseOtherMethods } from "./method-not-allowed.ts";

/** Seconds after which a balancer may look again. */
const READY_RETRY_SECONDS = 1;

/** Probes usually wait a few seconds at most. */
const READY_WITHIN_MS = 2_000;

/** `/healthz`: the process answers. `/readyz`: so would a call; 503 before that, and while the server stops. */
export function createHealth(app: AppContext, ready: () => Promise<boolean>): Hono<HttpEnv> {
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

/** A check that fails or hangs is a no: probes get no 500, and an answer within their own patience. */
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
