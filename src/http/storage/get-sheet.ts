import type { Context } from "hono";
import type { AppContext } from "../../context.ts";
import { findSheet } from "../../operations/get-sheet.ts";
import type { HttpEnv } from "../http-env.ts";
import { serveBlob } from "./serve-blob.ts";
import { requireSignature } from "./signed-request.ts";

/** GET and HEAD of the contact sheet of one set, drawn when it is asked for the first time. */
export async function getSheet(app: AppContext, c: Context<HttpEnv>): Promise<Response> {
  const { expiresAt } = requireSignature(c.env.incoming.url ?? "", app.urls.verify);
  // Signed by us, so both are what `sheetPath` made of them.
  const key = await findSheet(app, c.req.param("character") ?? "", Number(c.req.param("number")));
  const info = key === null ? null : await app.blobs.stat(key);
  return serveBlob(app, c, key !== null && info !== null ? { key, info, expiresAt } : null);
}
