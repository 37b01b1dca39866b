import { Hono } from "hono";
import type { AppContext } from "../../context.ts";
import { CallError } from "../../domain/errors.ts";
import { BlobStoreFailure } from "../../storage/blob-store-failure.ts";
import { thrownResponse } from "../error-answer.ts";
import type { HttpEnv } from "../http-env.ts";
import { refuseOtherMethods } from "../method-not-allowed.ts";
import { getBlob } from "./get-blob.ts";
import { getSheet } from "./get-sheet.ts";
import { createPutUpload } from "./put-upload.ts";

const UPLOAD_PATH = "/storage/uploads/:id";
const SHEET_PATH = "/storage/sheets/:character/:number";
const BLOB_PATH = "/storage/*";

/** Pictures and uploads, opened by signed URLs instead of keys. */
export function createStorageApp(app: AppContext): Hono<HttpEnv> {
  const storage = new Hono<HttpEnv>();
  storage.put(UPLOAD_PATH, createPutUpload(app));
  refuseOtherMethods(app, storage, UPLOAD_PATH, ["PUT"]);
  storage.get(SHEET_PATH, (c) => getSheet(app, c));
  refuseOtherMethods(app, storage, SHEET_PATH, ["GET"]);
  storage.get(BLOB_PATH, (c) => getBlob(app, c));
  refuseOtherMethods(app, storage, BLOB_PATH, ["GET"]);
  storage.onError((error, c) => thrownResponse(app, unavailableStore(error), c.env.requestId));
  return storage;
}

/** A store that may answer later is no bug: the caller is told to come back. */
function unavailableStore(error: unknown): unknown {
  if (!(error instanceof BlobStoreFailure && error.retryable)) return error;
  const facts = { retryAfterSeconds: 1, cause: error };
  return new CallError("service_unavailable", "The pictures can't be reached now. Send the call again.", facts);
}
