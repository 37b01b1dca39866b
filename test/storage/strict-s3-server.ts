import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { AwsV4Signer } from "aws4fetch";
import { onTestFinished } from "vitest";

/** The same tolerance as that of AWS. */
const MAX_SKEW_MS = 15 * 60_000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}$/;

export const S3_CREDENTIALS = {
  accessKeyId: "AKIATESTKEYID",
  secretAccessKey: "s3cr3t/of+the/test",
  region: "eu-test-1",
};

type StoredObject = { readonly bytes: Buffer; readonly contentType: string; modifiedAt: Date };
/** Answers in place of the server when it returns true. */
type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean;

export type StrictS3Server = {
  readonly endpoint: string;
  readonly objects: Map<string, StoredObject>;
  readonly requests: string[];
  intercept: Intercept | undefined;
  pageSize: number;
};

type SignedRequest = { method: string; url: string; headers: Record<string, string>; signedHeaders: string[] };

/** The Authorization header that a request with these headers must have. */
export function expectedAuthorization(request: SignedRequest, credentials = S3_CREDENTIALS): Promise<string> {
  const headers = Object.fromEntries(request.signedHeaders.map((name) => [name, request.headers[name] ?? ""]));
  const datetime = headers["x-amz-date"] ?? "";
  const { method, url } = request;
  return new AwsV4Signer({
    method,
    url,
    headers,
    ...credentials,
    service: "s3",
    datetime,
    allHeaders: true,
  }).authHeader();
}

/**
 * A bucket named `pictures` in memory that checks everything: each signature, the digest of each body, the clock and the
 * length header. It has no public objects.
 */
export async function startStrictS3Server(): Promise<StrictS3Server> {
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error) => response.destroy(error as Error));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(async () => {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state: StrictS3Server = { endpoint, objects: new Map(), requests: [], intercept: undefined, pageSize: 1000 };
  return state;
}

async function answer(state: StrictS3Server, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "", state.endpoint);
  state.requests.push(`${request.method} ${url.pathname}`);
  if (state.intercept?.(request, response)) return;
  const body = await buffer(request);
  const refusal = await refusalOf(state, request, body);
  if (refusal !== null) return sendError(response, 403, refusal);
  if (!url.pathname.startsWith("/pictures/")) return sendError(response, 404, "NoSuchBucket");
  const key = url.pathname.slice("/pictures/".length);
  if (key === "" && url.searchParams.get("list-type") === "2") return sendListing(state, url.searchParams, response);
  if (request.method === "PUT") return takeObject(state, key, request, body, response);
  if (request.method === "DELETE") {
    state.objects.delete(key);
    response.writeHead(204).end();
    return;
  }
  const object = state.objects.get(key);
  if (object === undefined) return sendError(response, 404, "NoSuchKey");
  sendObject(object, request, response);
}

async function refusalOf(state: StrictS3Server, request: IncomingMessage, body: Buffer): Promise<string | null> {
  const { authorization = "" } = request.headers;
  const match = AUTHORIZATION.exec(authorization);
  if (match === null) return "AccessDenied";
  const [, accessKeyId, day, region, signed = ""] = match;
  const signedHeaders = signed.split(";");
  if (accessKeyId !== S3_CREDENTIALS.accessKeyId || region !== S3_CREDENTIALS.region) return "InvalidAccessKeyId";
  for (const name of ["host", "x-amz-date", "x-amz-content-sha256"]) {
    if (!signedHeaders.includes(name)) return "AccessDenied";
  }
  const headers = request.headers as Record<string, string>;
  const date = headers["x-amz-date"] ?? "";
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (!date.startsWith(day ?? "-") || !(Math.abs(Date.now() - at) < MAX_SKEW_MS)) return "RequestTimeTooSkewed";
  const digest = createHash("sha256").update(body).digest("hex");
  const unsigned = headers["x-amz-content-sha256"] === "UNSIGNED-PAYLOAD" && body.length === 0;
  if (!unsigned && headers["x-amz-content-sha256"] !== digest) return "XAmzContentSHA256Mismatch";
  const url = `http://${headers.host}${request.url}`;
  const method = request.method ?? "";
  const expected = await expectedAuthorization({ method, url, headers, signedHeaders });
  return expected === authorization && state.endpoint.endsWith(headers.host ?? "-") ? null : "SignatureDoesNotMatch";
}

function takeObject(
  state: StrictS3Server,
  key: string,
  request: IncomingMessage,
  bytes: Buffer,
  response: ServerResponse,
): void {
  if (request.headers["content-length"] === undefined) {
    sendError(response, 411, "MissingContentLength");
    return;
  }
  const contentType = request.headers["content-type"] ?? "binary/octet-stream";
  state.objects.set(key, { bytes, contentType, modifiedAt: new Date() });
  response.writeHead(200).end();
}

function sendObject(
  { bytes, contentType, modifiedAt }: StoredObject,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const headers = { "content-type": contentType, "last-modified": modifiedAt.toUTCString() };
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  const [start, end] =
    range === null ? [0, bytes.length - 1] : [Number(range[1]), Math.min(Number(range[2]), bytes.length - 1)];
  if (range !== null && start >= bytes.length) return sendError(response, 416, "InvalidRange");
  const part = bytes.subarray(start, end + 1);
  response.writeHead(range === null ? 200 : 206, { ...headers, "content-length": part.length });
  response.end(request.method === "HEAD" ? undefined : part);
}

function sendListing(state: StrictS3Server, query: URLSearchParams, response: ServerResponse): void {
  const keys = [...state.objects.keys()].filter((key) => key.startsWith(query.get("prefix") ?? "")).sort();
  const from = Number((query.get("continuation-token") ?? "<0&>").slice(1, -2));
  const page = keys.slice(from, from + state.pageSize);
  const next = from + page.length;
  const rest = next < keys.length ? `<NextContinuationToken>&lt;${next}&amp;&gt;</NextContinuationToken>` : "";
  const contents = page.map((key) => {
    const { bytes, modifiedAt } = state.objects.get(key) as StoredObject;
    const name = key.replaceAll("&", "&amp;");
    const etag = "<ETag>&quot;00&quot;</ETag>";
    return `<Contents><Key>${name}</Key><LastModified>${modifiedAt.toISOString()}</LastModified>${etag}<Size>${bytes.length}</Size></Contents>`;
  });
  response.writeHead(200, { "content-type": "application/xml" });
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>pictures</Name>` +
      `<Prefix>v1/</Prefix><IsTruncated>${next < keys.length}</IsTruncated>${contents.join("")}${rest}</ListBucketResult>`,
  );
}

/** As verbose as AWS: it repeats the key id, so that a test can check that the id is not passed on. */
function sendError(response: ServerResponse, status: number, code: string): void {
  const { accessKeyId } = S3_CREDENTIALS;
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(
    `<?xml version="1.0"?><Error><Code>${code}</Code><AWSAccessKeyId>${accessKeyId}</AWSAccessKeyId></Error>`,
  );
}
