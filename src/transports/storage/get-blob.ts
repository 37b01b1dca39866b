import type { Context } from "hono";
import type { AppContext } from "../../context.ts";
import { findBlob } from "../../operations/find-blob.ts";
import { keyOfStoragePath, requireBlobKey } from "../../storage/blob-key.ts";
import { storageResponse } from "../../storage/storage-response.ts";
import { errorResponse } from "../error-answer.ts";
import type { HttpEnv } from "../http-env.ts";
import { requireSignature } from "./signed-request.ts";

/** GET and HEAD of a picture. */
export async function getBlob(app: AppContext, c: Context<HttpEnv>): Promise<Response> {
  const { incoming, requestId } = c.env;
  const { path, expiresAt } = requireSignature(incoming.url ?? "", app.urls.verify);
  const key = keyOfStoragePath(path);
  if (key === null) return notFound(app, requestId);
  const { teamId, sha256 } = requireBlobKey(key);
  const info = await findBlob(app, teamId, key);
  if (info === null) return notFound(app, requestId);

  const answer = await storageResponse({
    method: incoming.method === "HEAD" ? "HEAD" : "GET",
    headers: c.req.raw.headers,
    sha256,
    info,
    maxAgeSeconds: (expiresAt.getTime() - app.clock.now().getTime()) / 1000,
    read: (range) => app.blobs.get(key, range),
  });
  if (answer === null) return notFound(app, requestId);
  // Copied only in type: stores hand out plain buffers.
  const body = answer.body as Uint8Array<ArrayBuffer> | null;
  return new Response(body, { status: answer.status, headers: { ...answer.headers } });
}

function notFound(app: AppContext, requestId: string): Response {
  return errorResponse(app, { code: "resource_not_found", message: "There is no such picture." }, requestId);
}
