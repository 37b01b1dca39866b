import type { Context } from "hono";
import type { AppContext } from "../../context.ts";
import { CallError } from "../../domain/errors.ts";
import { KeyedLimiter } from "../../domain/limiter.ts";
import { MAX_UPLOAD_BYTES, storeUpload } from "../../operations/storage.ts";
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
  const uploads = new KeyedLimiter({ slots: MAX_UPLOADS_AT_ONCE });
  return async (c) => {
    const { incoming, requestId } = c.env;
    requireSignature(incoming.url ?? "", app.urls.verifyUpload);
    const release = uploads.tryAcquire();
    if (!release) {
      const facts = { retryAfterSeconds: RETRY_AFTER_SECONDS };
      throw new CallError("service_unavailable", "Too many uploads are in progress. Retry in 1 s.", facts);
    }
    try {
      const stored = await storeUpload(app, {
        uploadId: c.req.param("id") ?? "",
        contentType: incoming.headers["content-type"] ?? null,
        bytes: await readBody(incoming, MAX_UPLOAD_BYTES),
      });
      if (!stored.ok) return errorResponse(app, refusalFacts(stored.refusal), requestId);
      return c.json({ upload_id: stored.value.uploadId }, 200, { "Cache-Control": "no-store" });
    } finally {
      release();
    }
  };
}
