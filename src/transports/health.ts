import { Hono } from "hono";
import type { AppContext } from "../context.ts";
import { errorResponse } from "./error-answer.ts";
import type { HttpEnv } from "./http-env.ts";

/** Seconds after which a balancer may look again. */
const READY_RETRY_SECONDS = 1;

/** `/healthz`: the process answers. `/readyz`: so would a call; 503 before that, and while the server stops. */
export function createHealth(app: AppContext, ready: () => Promise<boolean>): Hono<HttpEnv> {
  const health = new Hono<HttpEnv>();
  health.get("/healthz", (c) => c.json({ status: "ok" }, 200, { "Cache-Control": "no-store" }));
  health.get("/readyz", async (c) => {
    if (await isReady(ready)) return c.json({ status: "ready" }, 200, { "Cache-Control": "no-store" });
    const facts = {
      code: "service_unavailable",
      message: "The server is not ready.",
      retryAfterSeconds: READY_RETRY_SECONDS,
    } as const;
    return errorResponse(app, facts, c.env.requestId);
  });
  return health;
}

/** A check that fails is a no: probes get no 500. */
async function isReady(ready: () => Promise<boolean>): Promise<boolean> {
  try {
    return await ready();
  } catch {
    return false;
  }
}
