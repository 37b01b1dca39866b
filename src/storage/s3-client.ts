import { AwsClient } from "aws4fetch";
import { BlobStoreFailure } from "./blob-store-failure.ts";
import { readAtMost } from "./read-at-most.ts";

/** One exchange with its body: masters are far below a megabyte, and shutdown must not wait longer for a store. */
const S3_TIMEOUT_MS = 15_000;

/** Error documents name their code in the first lines; what follows may repeat our credentials' id. */
const MAX_ERROR_DOCUMENT_BYTES = 16_384;

/** Where the bucket is and who we are. Without `endpoint` it is AWS itself. */
export type S3Place = {
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

export type S3Request = {
  /** For messages: `put`, `list`, … */
  readonly operation: string;
  readonly method: "GET" | "HEAD" | "PUT" | "DELETE";
  readonly key?: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** Statuses that are an answer; any other is a `BlobStoreFailure`. */
  readonly expected: readonly number[];
  /** How much of the answer's body is read, in bytes; beyond it the call fails. */
  readonly maxBytes: number;
};

export type S3Answer = { readonly status: number; readonly headers: Headers; readonly body: Uint8Array };

/**
 * One signed exchange, sent exactly once: who asked decides about asking again. Bodies are read here, so that the
 * timeout covers them. Redirects are not followed: they would carry the request to a host nobody configured.
 */
export function createS3Client(options: S3ClientOptions): (request: S3Request) => Promise<S3Answer> {
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
      // A missing bucket answers 404 as a missing object does, but it is no absence of one blob.
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

/** Path-style under a custom endpoint, and for dotted names, which no wildcard certificate covers. No slash at its end. */
export function s3BaseUrl({ bucket, endpoint, region }: S3Place): string {
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

/** Only names and codes of the failure are kept: the request behind it holds the signature. */
function unreachable(operation: string, error: unknown): BlobStoreFailure {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  return new BlobStoreFailure(
    `S3 ${operation} failed: ${code ?? (cause instanceof Error ? cause.name : "unknown")}`,
    true,
  );
}
