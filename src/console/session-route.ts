import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import { errorResponse, refuseOtherMethods } from "../http/errors.ts";
import { type HttpEnv, secretOf } from "../http/request.ts";
import { consoleSessionBody, openConsoleSession } from "../operations/console-session.ts";

/** More bytes than a body with a code or an API key needs. */
const MAX_BODY_BYTES = 1_024;

/**
 * `POST /console/session` with `{code}`, `{api_key}`, or `{}` and the current token as `Authorization: Bearer`. Returns
 * `{token, expires_at}`. The body must be JSON, which a form of another site can't send.
 */
export function createSessionRoute(app: AppContext): Hono<HttpEnv> {
  const route = new Hono<HttpEnv>();
  const tooLarge = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (c) => {
      const message = `The body is larger than ${MAX_BODY_BYTES} bytes.`;
      return errorResponse(app, { code: "payload_too_large", message }, c.env.requestId);
    },
  });
  route.post("/console/session", tooLarge, async (c) => {
    if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
      throw new CallError("unsupported_media_type", "Send the body as Content-Type: application/json.");
    }
    const parsed = consoleSessionBody.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) {
      throw new CallError("invalid_request", 'Send {"code": …}, {"api_key": …}, or {} with a token to renew.');
    }
    const current = secretOf(c.env.incoming.headersDistinct);
    const { token, expiresAt } = await openConsoleSession(app, parsed.data, current);
    return c.json({ token, expires_at: expiresAt.toISOString() }, 200, { "Cache-Control": "no-store" });
  });
  refuseOtherMethods(app, route, "/console/session", ["POST"]);
  return route;
}
