import { BLOB_CONTENT_TYPES, parseBlobKey, requireBlobKey } from "./blob-key.ts";
import { type BlobStore, type ByteRange, MAX_BLOB_BYTES } from "./blob-store.ts";
import { BlobStoreFailure } from "./blob-store-failure.ts";
import { checkBlob, checkRange } from "./check-blob.ts";
import { createS3Client, type S3Answer, type S3ClientOptions, type S3Request, s3BaseUrl } from "./s3-client.ts";
import { parseS3ListPage, type S3ListPage } from "./s3-list-page.ts";

/** A page has at most 1000 entries of some 400 bytes; keys may be longer in a bucket shared with others. */
const MAX_LIST_BYTES = 4_000_000;

/**
 * Blobs as objects of one bucket of S3 or of a server that speaks its protocol. Each method makes one request (`list`
 * one a page) and sends nothing twice. Content types come from keys, not from what the bucket says.
 */
export function createS3Store(options: S3ClientOptions): BlobStore {
  const send = createS3Client(options);

  return {
    id: `s3:${s3BaseUrl(options).replace(/^https?:\/\//, "")}`,

    async put(key, bytes, contentType) {
      // The signature covers the digest, so nobody on the way can exchange the bytes.
      const sha256 = checkBlob(key, bytes, contentType);
      const headers = { "content-type": contentType, "x-amz-content-sha256": sha256 };
      const body = new Uint8Array(bytes);
      await send({ operation: "put", method: "PUT", key, headers, body, expected: [200], maxBytes: 1024 });
    },

    async stat(key) {
      const { extension } = requireBlobKey(key);
      const answer = await send({ operation: "stat", method: "HEAD", key, expected: [200, 404], maxBytes: 0 });
      if (answer.status === 404) return null;
      const size = Number(answer.headers.get("content-length") ?? Number.NaN);
      const modifiedAt = new Date(answer.headers.get("last-modified") ?? "");
      if (!Number.isSafeInteger(size) || Number.isNaN(modifiedAt.getTime())) {
        throw new BlobStoreFailure("S3 stat answered without a length or a date", false);
      }
      return { size, contentType: BLOB_CONTENT_TYPES[extension], modifiedAt };
    },

    async get(key, range) {
      requireBlobKey(key);
      if (range !== undefined) checkRange(range);
      const request = { operation: "get", method: "GET", key, maxBytes: MAX_BLOB_BYTES } as const;
      if (range === undefined) return bytesOf(await send({ ...request, expected: [200, 404] }));
      return rangeOf(await sendRange(send, request, range), range);
    },

    async delete(key) {
      requireBlobKey(key);
      await send({ operation: "delete", method: "DELETE", key, expected: [200, 204, 404], maxBytes: 1024 });
    },

    async *list() {
      let token: string | null = null;
      do {
        const page: S3ListPage = await listPage(send, token);
        for (const entry of page.entries) if (parseBlobKey(entry.key) !== null) yield entry;
        if (page.next !== null && page.next === token) throw new BlobStoreFailure("S3 list does not move on", false);
        token = page.next;
      } while (token !== null);
    },
  };
}

type Send = (request: S3Request) => Promise<S3Answer>;

function sendRange(send: Send, request: Omit<S3Request, "expected">, { start, end }: ByteRange): Promise<S3Answer> {
  return send({ ...request, headers: { range: `bytes=${start}-${end}` }, expected: [200, 206, 404, 416] });
}

function bytesOf(answer: S3Answer): Uint8Array | null {
  return answer.status === 404 ? null : answer.body;
}

/** 200 is a server that does not know ranges; 416 a range past the end. */
function rangeOf(answer: S3Answer, { start, end }: ByteRange): Uint8Array | null {
  if (answer.status === 416) return new Uint8Array();
  if (answer.status === 200) return answer.body.subarray(start, end + 1);
  return bytesOf(answer);
}

async function listPage(send: Send, token: string | null): Promise<S3ListPage> {
  const query = { "list-type": "2", prefix: "v1/", ...(token !== null && { "continuation-token": token }) };
  const answer = await send({ operation: "list", method: "GET", query, expected: [200], maxBytes: MAX_LIST_BYTES });
  try {
    return parseS3ListPage(new TextDecoder().decode(answer.body));
  } catch (error) {
    throw new BlobStoreFailure(`S3 list was not understood: ${(error as Error).message}`, false);
  }
}
