import type { Context } from "hono";
import type { AppContext } from "../../context.ts";
import { findBlob } from "../../operations/storage.ts";
import { keyOfStoragePath, requireBlobKey } from "../../storage/blob-key.ts";
import type { HttpEnv } from "../http-env.ts";
import { serveBlob } from "./serve-blob.ts";
import { requireSignature } from "./signed-request.ts";

/** GET and HEAD of a picture. */
export async function getBlob(app: AppContext, c: Context<HttpEnv>): Promise<Response> {
  const { path, expiresAt } = requireSignature(c.env.incoming.url ?? "", app.urls.verify);
  const key = keyOfStoragePath(path);
  const info = key === null ? null : await findBlob(app, requireBlobKey(key).teamId, key);
  return serveBlob(app, c, key !== null && info !== null ? { key, info, expiresAt } : null);
}
