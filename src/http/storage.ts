import { type Context, Hono } from "hono";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import { KeyedLimiter } from "../domain/limiter.ts";
import { findSheet } from "../operations/ref-sets.ts";
import { findBlob, MAX_UPLOAD_BYTES, storeUpload } from "../operations/storage.ts";
import { type BlobInfo, BlobStoreFailure, keyOfStoragePath, requireBlobKey } from "../storage/blob-store.ts";
import { parseSignatureParams, type SignatureParams, type SignatureVerdict } from "../storage/signed-urls.ts";
import { storageResponse } from "../storage/storage-response.ts";
import { describeRefusal, errorResponse, refuseOtherMethods, thrownResponse } from "./errors.ts";
import { type HttpEnv, readBody } from "./request.ts";

const UPLOAD_PATH = "/storage/uploads/:id";
const SHEET_PATH = "/storage/sheets/:character/:number";
const BLOB_PATH = "/storage/*";

/** Images and uploads. They are authorized by signed URLs and need no API key. */
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

/** A storage failure that may pass is no bug: the caller gets `service_unavailable` with `Retry-After`. */
function unavailableStore(error: unknown): unknown {
  if (!(error instanceof BlobStoreFailure && error.retryable)) return error;
  const options = { retryAfterSeconds: 1, cause: error };
  return new CallError("service_unavailable", "The image storage is unavailable. Retry in 1 s.", options);
}

/** Limits memory: each upload holds a body of up to 10 MB, so together they need at most 160 MB. */
const MAX_UPLOADS_AT_ONCE = 16;
const RETRY_AFTER_SECONDS = 1;

/** Handles the PUT of an upload's bytes to its signed URL. */
function createPutUpload(app: AppContext): (c: Context<HttpEnv>) => Promise<Response> {
  const uploads = new KeyedLimiter({ slots: MAX_UPLOADS_AT_ONCE });
  return async (c) => {
    const { incoming, requestId } = c.env;
    requireSignature(incoming.url ?? "", app.urls.verifyUpload);
    const release = uploads.tryAcquire();
    if (!release) {
      const options = { retryAfterSeconds: RETRY_AFTER_SECONDS };
      throw new CallError("service_unavailable", "Too many uploads are in progress. Retry in 1 s.", options);
    }
    try {
      const stored = await storeUpload(app, {
        uploadId: c.req.param("id") ?? "",
        contentType: incoming.headers["content-type"] ?? null,
        bytes: await readBody(incoming, MAX_UPLOAD_BYTES),
      });
      if (!stored.ok) return errorResponse(app, describeRefusal(stored.refusal), requestId);
      return c.json({ upload_id: stored.value.uploadId }, 200, { "Cache-Control": "no-store" });
    } finally {
      release();
    }
  };
}

/** Answers GET and HEAD of an image. */
async function getBlob(app: AppContext, c: Context<HttpEnv>): Promise<Response> {
  const { path, expiresAt } = requireSignature(c.env.incoming.url ?? "", app.urls.verify);
  const key = keyOfStoragePath(path);
  const info = key === null ? null : await findBlob(app, requireBlobKey(key).teamId, key);
  return serveBlob(app, c, key !== null && info !== null ? { key, info, expiresAt } : null);
}

/** Answers GET and HEAD of the contact sheet of a ref set. The sheet is generated on the first request. */
async function getSheet(app: AppContext, c: Context<HttpEnv>): Promise<Response> {
  const { expiresAt } = requireSignature(c.env.incoming.url ?? "", app.urls.verify);
  // The signature is valid, so both parts of the path are those that `sheetPath` wrote.
  const key = await findSheet(app, c.req.param("character") ?? "", Number(c.req.param("number")));
  const info = key === null ? null : await app.blobs.stat(key);
  return serveBlob(app, c, key !== null && info !== null ? { key, info, expiresAt } : null);
}

/** A stored file to which the signed URL gives access. */
type OpenBlob = { readonly key: string; readonly info: BlobInfo; readonly expiresAt: Date };

/** Answers GET and HEAD of a stored file, and 404 when `blob` is null. */
async function serveBlob(app: AppContext, c: Context<HttpEnv>, blob: OpenBlob | null): Promise<Response> {
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
    return errorResponse(app, { code: "resource_not_found", message: "This image does not exist." }, requestId);
  }
  // Only the type changes: stores return plain buffers, never shared ones.
  const body = answer.body as Uint8Array<ArrayBuffer> | null;
  return new Response(body, { status: answer.status, headers: { ...answer.headers } });
}

/** A request with a valid signature. `path` is not decoded. */
type SignedRequest = { readonly path: string; readonly expiresAt: Date };

/**
 * Checks the signature of a request's URL with one of the signer's verifiers. Throws `CallError` invalid_signature,
 * url_expired (403).
 */
function requireSignature(
  url: string,
  verify: (path: string, params: SignatureParams) => SignatureVerdict,
): SignedRequest {
  const [path = "", query = ""] = url.split("?", 2);
  const params = parseSignatureParams(new URLSearchParams(query));
  switch (verify(path, params)) {
    case "valid":
      return { path, expiresAt: new Date(Number(params.exp) * 1000) };
    case "invalid_signature":
      throw new CallError(
        "invalid_signature",
        "The signature of this URL is not valid: the URL was changed, or another server signed it.",
      );
    case "url_expired":
      throw new CallError("url_expired", "This URL has expired. Read the resource again to get a new URL.");
  }
}
