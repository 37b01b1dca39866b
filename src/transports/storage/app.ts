import { Hono } from "hono";
import type { AppContext } from "../../context.ts";
import type { HttpEnv } from "../http-env.ts";
import { refuseOtherMethods } from "../method-not-allowed.ts";
import { getBlob } from "./get-blob.ts";

/** Pictures and uploads, opened by signed URLs instead of keys. */
export function createStorageApp(app: AppContext): Hono<HttpEnv> {
  const storage = new Hono<HttpEnv>();
  storage.get("/storage/*", (c) => getBlob(app, c));
  refuseOtherMethods(app, storage, "/storage/*", ["GET"]);
  return storage;
}
