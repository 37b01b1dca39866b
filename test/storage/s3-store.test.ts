import { type AddressInfo, createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { BlobStoreFailure } from "../../src/storage/blob-store.ts";
import { createS3Store, type S3ClientOptions } from "../../src/storage/s3-store.ts";
import { collectList } from "./collect-list.ts";
import { sampleBlob } from "./sample-blob.ts";
import { expectedAuthorization, S3_CREDENTIALS, type StrictS3Server, startStrictS3Server } from "./strict-s3-server.ts";

const blob = sampleBlob("a picture in a bucket");

async function start(options: Partial<S3ClientOptions> = {}) {
  const server = await startStrictS3Server();
  const at = (more: Partial<S3ClientOptions>) =>
    createS3Store({ bucket: "pictures", endpoint: server.endpoint, ...S3_CREDENTIALS, ...options, ...more });
  return { server, store: at({}), at };
}

/** The failure of the work. Fails the test when there is none or when it contains a secret. */
async function failureOf(work: Promise<unknown>): Promise<BlobStoreFailure> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BlobStoreFailure);
  const failure = error as BlobStoreFailure;
  const errorText = `${failure.stack} ${JSON.stringify(failure)} ${failure.cause}`;
  expect(errorText).not.toContain(S3_CREDENTIALS.secretAccessKey);
  expect(errorText).not.toContain(S3_CREDENTIALS.accessKeyId);
  expect(errorText).not.toContain("Signature=");
  return failure;
}

describe("the strict S3 server of these tests", () => {
  test("signs AWS's published example as AWS does", async () => {
    const headers = {
      host: "examplebucket.s3.amazonaws.com",
      range: "bytes=0-9",
      "x-amz-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "x-amz-date": "20130524T000000Z",
    };
    const authorization = await expectedAuthorization(
      {
        method: "GET",
        url: "https://examplebucket.s3.amazonaws.com/test.txt",
        headers,
        signedHeaders: Object.keys(headers),
      },
      {
        accessKeyId: "AKIAIOSFODNN7EXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        region: "us-east-1",
      },
    );
    expect(authorization).toContain("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  });

  test("refuses an unsigned request", async () => {
    const { server, store } = await start();
    await store.put(blob.key, blob.bytes, blob.contentType);
    const response = await fetch(`${server.endpoint}/pictures/${blob.key}`);
    expect(response.status).toBe(403);
    await response.body?.cancel();
  });
});

describe("S3 store", () => {
  test("is refused with a wrong secret, and the error contains no secret", async () => {
    const { server, at } = await start();
    const forger = at({ secretAccessKey: "not the secret" });
    const failure = await failureOf(forger.put(blob.key, blob.bytes, blob.contentType));
    expect(failure).toMatchObject({ message: "S3 put answered 403 (SignatureDoesNotMatch)", retryable: false });
    expect(server.objects.size).toBe(0);
  });

  test("signs path, query and body, so that a change of any of them is refused", async () => {
    const { server, store, at } = await start();
    await store.put(blob.key, blob.bytes, blob.contentType);
    const other = sampleBlob("another");
    const otherPath = at({ fetch: (request) => fetch(new Request(request.url.replace(blob.key, other.key), request)) });
    await failureOf(otherPath.delete(blob.key));
    await failureOf(otherPath.get(blob.key));
    const otherQuery = at({ fetch: (request) => fetch(new Request(request.url.replace("v1%2F", ""), request)) });
    await failureOf(collectList(otherQuery));
    const otherBody = at({ fetch: (request) => fetch(new Request(request, { body: new Uint8Array(other.bytes) })) });
    const failure = await failureOf(otherBody.put(blob.key, blob.bytes, blob.contentType));
    expect(failure.message).toContain("XAmzContentSHA256Mismatch");
    expect([...server.objects.keys()]).toEqual([blob.key]);
  });

  test("sends a failed request once", async () => {
    const { server, store } = await start();
    server.intercept = (_, response) => {
      response.writeHead(503).end("<Error><Code>SlowDown</Code></Error>");
      return true;
    };
    const failure = await failureOf(store.put(blob.key, blob.bytes, blob.contentType));
    expect(failure).toMatchObject({ message: "S3 put answered 503 (SlowDown)", retryable: true });
    expect(server.requests).toEqual([`PUT /pictures/${blob.key}`]);
  });

  test.each<[string, StrictS3Server["intercept"]]>([
    ["headers", () => true],
    ["body bytes", (_, response) => response.writeHead(200, { "content-length": "100" }).write("part")],
  ])("gives up on %s that do not arrive in time", async (_, intercept) => {
    const { server, store } = await start({ timeoutMs: 150 });
    server.intercept = intercept;
    const failure = await failureOf(store.get(blob.key));
    expect(failure).toMatchObject({ message: "S3 get failed: TimeoutError", retryable: true });
  });

  test("fails for a truncated answer, a reset and a closed port", async () => {
    const { server, store, at } = await start();
    server.intercept = (_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("part", () => response.destroy());
      return true;
    };
    expect(await failureOf(store.get(blob.key))).toMatchObject({ retryable: true });
    server.intercept = (_, response) => Boolean(response.socket?.resetAndDestroy());
    expect(await failureOf(store.get(blob.key))).toMatchObject({ retryable: true });
    const closed = at({ endpoint: `http://127.0.0.1:${await closedPort()}` });
    expect((await failureOf(closed.get(blob.key))).message).toBe("S3 get failed: ECONNREFUSED");
  });

  test("does not follow a redirect", async () => {
    const { server, store } = await start();
    server.intercept = (request, response) => {
      if (request.url === "/elsewhere") return false;
      response.writeHead(307, { location: "/elsewhere" }).end();
      return true;
    };
    expect((await failureOf(store.get(blob.key))).message).toBe("S3 get answered 307");
    expect(server.requests).toHaveLength(1);
  });

  test("reads no answer larger than the largest blob, whatever its length header says", async () => {
    const { server, store } = await start();
    server.intercept = (_, response) => {
      response.writeHead(200);
      response.end(new Uint8Array(20_000_001));
      return true;
    };
    expect((await failureOf(store.get(blob.key))).message).toBe("S3 get answered more than 20000000 bytes");
  });

  test("distinguishes a missing bucket from a missing blob", async () => {
    const { at } = await start();
    const store = at({ bucket: "no-such-bucket" });
    const failure = await failureOf(store.get(blob.key));
    expect(failure).toMatchObject({ message: "S3 get answered 404 (NoSuchBucket)", retryable: false });
    await failureOf(store.delete(blob.key));
  });

  test("extracts the range itself when the server does not support ranges", async () => {
    const { server, store } = await start();
    server.intercept = (_, response) => Boolean(response.writeHead(200).end("0123456789"));
    expect(Buffer.from((await store.get(blob.key, { start: 3, end: 5 })) ?? []).toString()).toBe("345");
  });

  test("lists all pages, without foreign objects", async () => {
    const { server, store } = await start();
    server.pageSize = 3;
    const blobs = Array.from({ length: 10 }, (_, index) => sampleBlob(`blob ${index}`));
    for (const { key, bytes, contentType } of blobs) await store.put(key, bytes, contentType);
    const foreign = { bytes: Buffer.from("x"), contentType: "text/plain", modifiedAt: new Date() };
    for (const key of ["v1/a&b", "v1/readme.txt", "other"]) server.objects.set(key, foreign);
    const listed = await collectList(store);
    expect(listed.map(({ key }) => key).sort()).toEqual(blobs.map(({ key }) => key).sort());
    expect(server.requests.filter((request) => request === "GET /pictures/")).toHaveLength(4);
  });

  test("stops at a listing that does not advance or is malformed", async () => {
    const { server, store } = await start();
    const page = "<IsTruncated>true</IsTruncated><NextContinuationToken>same</NextContinuationToken>";
    server.intercept = (_, response) => Boolean(response.end(`<ListBucketResult>${page}</ListBucketResult>`));
    expect((await failureOf(collectList(store))).message).toBe("S3 list returned the same continuation token again");
    server.intercept = (_, response) => Boolean(response.end("<html>welcome</html>"));
    expect((await failureOf(collectList(store))).message).toBe(
      "S3 list returned an invalid answer: Not a bucket listing",
    );
  });

  test("addresses the bucket by path at an endpoint, and by host at AWS", () => {
    const idOf = (bucket: string, endpoint?: string) => createS3Store({ bucket, endpoint, ...S3_CREDENTIALS }).id;
    expect(idOf("pictures", "http://minio:9000")).toBe("s3:minio:9000/pictures");
    expect(idOf("pictures", "https://host/storage/v1/s3/")).toBe("s3:host/storage/v1/s3/pictures");
    expect(idOf("pictures")).toBe("s3:pictures.s3.eu-test-1.amazonaws.com");
    expect(idOf("my.pictures")).toBe("s3:s3.eu-test-1.amazonaws.com/my.pictures");
    for (const endpoint of ["ftp://host", "http://user:secret@host", "http://host/?x=1", "http://host/#x", "host"]) {
      expect(() => idOf("pictures", endpoint), endpoint).toThrow(TypeError);
    }
  });
});

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
