import { Hono } from "hono";
import type { AppContext } from "../../context.ts";
import { errorResponse } from "../error-answer.ts";
import type { HttpEnv } from "../http-env.ts";
import { getBlob } from "./get-blob.ts";

/** Pictures and uploads, opened by signed URLs instead of keys. */
export function createStorageApp(app: AppContext): Hono<HttpEnv> {
  const storage = new Hono<HttpEnv>();
  storage.get("/storage/*", (c) => getBlob(app, c));
  storage.all("/storage/*", (c) => methodNotAllowed(app, c.env.requestId, "GET, HEAD"));
  return storage;
}

function methodNotAllowed(app: AppContext, requestId: string, allow: string): Response {
  const facts = { code: "method_not_allowed", message: `This path answers ${allow}.` } as const;
  const response = errorResponse(app, facts, requestId);
  response.headers.set("Allow", allow);
  return response;
}
