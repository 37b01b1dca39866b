import { AwsClient } from "aws4fetch";
import {
  BLOB_CONTENT_TYPES,
  type BlobStore,
  BlobStoreFailure,
  type ByteRange,
  checkBlob,
  checkRange,
  MAX_BLOB_BYTES,
  parseBlobKey,
  requireBlobKey,
} from "./blob-store.ts";

/** A page has at most 1000 entries of about 400 bytes. Keys may be longer in a bucket that other programs use too. */
const MAX_LIST_BYTES = 4_000_000;

/**
 * Blobs as objects of one bucket of S3 or a compatible server. Each method sends one request (`list` one per page)
 * and never repeats it. Content types are derived from keys, whatever the bucket says.
 */
export function createS3Store(options: S3ClientOptions): BlobStore {
  const send = createS3Client(options);

  return {
    id: `s3:${s3BaseUrl(options).replace(/^https?:\/\//, "")}`,

    async put(key, bytes, contentType) {
      // The signature covers the digest, so the bytes can't be exchanged on the way.
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
        if (page.next !== null && page.next === token)
          throw new BlobStoreFailure("S3 list returned the same continuation token again", false);
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

/** A server without support for ranges answers 200. A range past the end is answered 416. */
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
    throw new BlobStoreFailure(`S3 list returned an invalid answer: ${(error as Error).message}`, false);
  }
}

/**
 * Time limit of one request with its body, in ms. Stored images are far below a megabyte, and a shutdown must not
 * wait longer for the store.
 */
const S3_TIMEOUT_MS = 15_000;

/** Error documents have their code in the first lines. The rest may repeat the id of the credentials. */
const MAX_ERROR_DOCUMENT_BYTES = 16_384;

/** The bucket and the credentials. Without `endpoint` the bucket is at AWS. */
type S3Place = {
  readonly bucket: string;
  readonly endpoint?: string | undefined;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

export type S3ClientOptions = S3Place & {
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  readonly timeoutMs?: number | undefined;
};

type S3Request = {
  /** The operation's name for messages: `put`, `list`, … */
  readonly operation: string;
  readonly method: "GET" | "HEAD" | "PUT" | "DELETE";
  readonly key?: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** Statuses that count as an answer. Any other throws a `BlobStoreFailure`. */
  readonly expected: readonly number[];
  /** The most bytes of the body that are read. A longer body fails the call. */
  readonly maxBytes: number;
};

type S3Answer = { readonly status: number; readonly headers: Headers; readonly body: Uint8Array };

/**
 * Sends one signed request exactly once; the caller decides about retries. Bodies are read here, so that the time
 * limit covers them. Redirects are not followed, because they would send the request to a host that was not
 * configured.
 */
function createS3Client(options: S3ClientOptions): (request: S3Request) => Promise<S3Answer> {
  const { accessKeyId, secretAccessKey, region, timeoutMs = S3_TIMEOUT_MS } = options;
  const fetch = options.fetch ?? ((request: Request) => globalThis.fetch(request));
  const aws = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 0 });
  const base = s3BaseUrl(options);

  return async function send({ operation, key = "", query = {}, method, headers, body, expected, maxBytes }) {
    const url = new URL(`${base}/${key}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const init = { method, headers: headers ?? {}, signal, redirect: "manual" as const, ...(body && { body }) };
      const response = await fetch(await aws.sign(url, init));
      const failed = response.status >= 300 || !expected.includes(response.status);
      const answer = await readAtMost(response, failed ? MAX_ERROR_DOCUMENT_BYTES : maxBytes);
      const code = failed ? errorCodeIn(answer.bytes) : undefined;
      // A missing bucket is answered with 404 like a missing object, but it does not mean that a blob is missing.
      if (!expected.includes(response.status) || code === "NoSuchBucket")
        throw refused(operation, response.status, code);
      if (failed) return { status: response.status, headers: response.headers, body: answer.bytes };
      if (!answer.complete) throw new BlobStoreFailure(`S3 ${operation} answered more than ${maxBytes} bytes`, false);
      return { status: response.status, headers: response.headers, body: answer.bytes };
    } catch (error) {
      throw error instanceof BlobStoreFailure ? error : unreachable(operation, error);
    }
  };
}

/**
 * Path-style at a custom endpoint, and for names with dots, which wildcard certificates do not cover. Without a
 * trailing slash.
 */
function s3BaseUrl({ bucket, endpoint, region }: S3Place): string {
  if (endpoint === undefined) {
    const host = `s3.${region}.amazonaws.com`;
    return bucket.includes(".") ? `https://${host}/${bucket}` : `https://${bucket}.${host}`;
  }
  const url = new URL(endpoint);
  const plain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  if (!/^https?:$/.test(url.protocol) || !plain) throw new TypeError("The S3 endpoint must be a plain http(s) URL");
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}/${bucket}`;
}

function errorCodeIn(document: Uint8Array): string | undefined {
  return /<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(new TextDecoder().decode(document))?.[1];
}

function refused(operation: string, status: number, code: string | undefined): BlobStoreFailure {
  const retryable = status === 429 || status >= 500;
  return new BlobStoreFailure(`S3 ${operation} answered ${status}${code === undefined ? "" : ` (${code})`}`, retryable);
}

/** Keeps only the failure's name and code, because the request in it contains the signature. */
function unreachable(operation: string, error: unknown): BlobStoreFailure {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  return new BlobStoreFailure(
    `S3 ${operation} failed: ${code ?? (cause instanceof Error ? cause.name : "unknown")}`,
    true,
  );
}

/** One page of a bucket's listing. `next` is the continuation token, null on the last page. */
type S3ListPage = {
  readonly entries: readonly { readonly key: string; readonly modifiedAt: Date }[];
  readonly next: string | null;
};

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Parses the few tags of a `ListObjectsV2` answer. It is not an XML parser: attributes, comments, CDATA and document
 * types (and thus custom entities) are not supported. Throws a `SyntaxError` for anything else, because an unread
 * page would look like an empty bucket.
 * @internal
 */
export function parseS3ListPage(xml: string): S3ListPage {
  const document = xml.replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?\s*/, "");
  const whole = /^<ListBucketResult(\s[^>]*)?>([\s\S]*)<\/ListBucketResult>\s*$/.exec(document);
  if (whole === null || /<[!?]/.test(document)) throw new SyntaxError("Not a bucket listing");
  const blocks = (whole[2] ?? "").split("<Contents>");
  const entries = blocks.slice(1).map((block) => parseEntry(block.slice(0, endOf(block))));
  const head = blocks.map((block, at) => (at === 0 ? block : block.slice(endOf(block)))).join("");
  const truncated = textOf(head, "IsTruncated") === "true";
  const next = truncated ? textOf(head, "NextContinuationToken") : null;
  if (truncated && !next) throw new SyntaxError("A truncated bucket listing without a continuation token");
  return { entries, next };
}

function endOf(block: string): number {
  const end = block.indexOf("</Contents>");
  if (end < 0) throw new SyntaxError("A bucket listing with an unclosed entry");
  return end;
}

function parseEntry(block: string): { key: string; modifiedAt: Date } {
  const key = textOf(block, "Key");
  const modifiedAt = new Date(textOf(block, "LastModified") ?? "");
  if (key === null || Number.isNaN(modifiedAt.getTime()))
    throw new SyntaxError("A bucket listing's entry lacks a part");
  return { key, modifiedAt };
}

function textOf(xml: string, tag: string): string | null {
  const text = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1];
  return text === undefined ? null : unescapeXml(text);
}

function unescapeXml(text: string): string {
  return text.replace(/&([^;&]*);?/g, (_, name: string) => {
    const number = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name);
    const point = number === null ? Number.NaN : Number.parseInt(number[1] ?? number[2] ?? "", number[1] ? 16 : 10);
    const plain = ENTITIES[name] ?? (point <= 0x10ffff ? String.fromCodePoint(point) : undefined);
    if (plain === undefined) throw new SyntaxError("A bucket listing with an unknown entity");
    return plain;
  });
}

/**
 * Reads at most `limit` bytes of a body, whatever its length header says. If there are more, the rest is cancelled
 * and `complete` is false.
 */
async function readAtMost(
  response: Response,
  limit: number,
): Promise<{ readonly bytes: Uint8Array; readonly complete: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let complete = true;
  for await (const chunk of response.body ?? []) {
    complete = size + chunk.byteLength <= limit;
    chunks.push(complete ? chunk : chunk.subarray(0, limit - size));
    size = Math.min(size + chunk.byteLength, limit);
    // Leaving the loop cancels the stream and closes the connection.
    if (!complete) break;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return { bytes, complete };
}
