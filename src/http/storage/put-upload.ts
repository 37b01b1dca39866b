import type { Context } from "hono";
import type { AppContext } from "../../context.ts";
import { CallError } from "../../domain/errors.ts";
import { MAX_UPLOAD_BYTES, storeUpload } from "../../operations/store-upload.ts";
import { errorResponse } from "../error-answer.ts";
import type { HttpEnv } from "../http-env.ts";
import { readBody } from "../read-body.ts";
import { refusalFacts } from "../refusal-facts.ts";
import { requireSignature } from "./signed-request.ts";

/** Bodies held in memory at once: 10 MB each, so at most 160 MB. */
const MAX_UPLOADS_AT_ONCE = 16;
const RETRY_AFTER_SECONDS = 1;

/** PUT of an upload's bytes to the URL of its ticket. */
export function createPutUpload(app: AppContext): (c: Context<HttpEnv>) => Promise<Response> {
  let underWay = 0;
  return async (c) => {
    const { incoming, requestId } = c.env;
    requireSignature(incoming.url ?? "", app.urls.verifyUpload);
    if (underWay >= MAX_UPLOADS_AT_ONCE) {
      const facts = { retryAfterSeconds: RETRY_AFTER_SECONDS };
      throw new CallError("service_unavailable", "Too many uploads at once. Send it again.", facts);
    }
    underWay += 1;
    try {
      const stored = await storeUpload(app, {
        uploadId: c.req.param("id") ?? "",
        contentType: incoming.headers["content-type"] ?? null,
        bytes: await readBody(incoming, MAX_UPLOAD_BYTES),
      });
      if (!stored.ok) return errorResponse(app, refusalFacts(stored.refusal), requestId);
      return c.json({ upload_id: stored.value.uploadId }, 200, { "Cache-Control": "no-store" });
    } finally {
      underWay -= 1;
    }
  };
}
