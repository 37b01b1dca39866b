import type { Context } from "hono";
import type { AppContext } from "../../context.ts";
import { requireBlobKey } from "../../storage/blob-key.ts";
import type { BlobInfo } from "../../storage/blob-store.ts";
import { storageResponse } from "../../storage/storage-response.ts";
import { errorResponse } from "../error-answer.ts";
import type { HttpEnv } from "../http-env.ts";

/** A blob that may be seen. */
export type OpenBlob = { readonly key: string; readonly info: BlobInfo; readonly expiresAt: Date };

/** Answers GET and HEAD of a picture; null is a picture that there isn't. */
export async function serveBlob(app: AppContext, c: Context<HttpEnv>, blob: OpenBlob | null): Promise<Response> {
  const { incoming, requestId } = c.env;
  const answer =
    blob &&
    (await storageResponse({
      method: incoming.method === "HEAD" ? "HEAD" : "GET",
      headers: c.req.raw.headers,
      sha256: requireBlobKey(blob.key).sha256,
      info: blob.info,
      maxAgeSeconds: (blob.expiresAt.getTime() - app.clock.now().getTime()) / 1000,
      read: (range) => app.blobs.get(blob.key, range),
    }));
  if (!answer) {
    return errorResponse(app, { code: "resource_not_found", message: "There is no such picture." }, requestId);
  }
  // Copied only in type: stores hand out plain buffers.
  const body = answer.body as Uint8Array<ArrayBuffer> | null;
  return new Response(body, { status: answer.status, headers: { ...answer.headers } });
}
