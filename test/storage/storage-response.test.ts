import { describe, expect, test } from "vitest";
import type { ByteRange } from "../../src/storage/blob-store.ts";
import { type StorageRequest, type StorageResponse, storageResponse } from "../../src/storage/storage-response.ts";

const sha256 = "ab".repeat(32);
const ETAG = `"${sha256}"`;
const CONTENT = "0123456789";

/** Requests a blob of ten bytes, or of the given bytes, and counts the reads. */
async function ask(headers: Record<string, string> = {}, more: Partial<StorageRequest> & { content?: string } = {}) {
  const { content = CONTENT, ...rest } = more;
  const bytes = new TextEncoder().encode(content);
  const reads: (ByteRange | undefined)[] = [];
  const answer = await storageResponse({
    method: "GET",
    headers: new Headers(headers),
    sha256,
    info: { size: bytes.length, contentType: "image/webp", modifiedAt: new Date(0) },
    maxAgeSeconds: 3599.9,
    read: async (range) => {
      reads.push(range);
      return range === undefined ? bytes : bytes.subarray(range.start, range.end + 1);
    },
    ...rest,
  });
  return { ...(answer as StorageResponse), text: Buffer.from(answer?.body ?? []).toString(), reads };
}

const SAFE_HEADERS = {
  etag: ETAG,
  "accept-ranges": "bytes",
  "cache-control": "private, max-age=3599, immutable",
  "content-security-policy": "default-src 'none'",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
};

describe("serving a blob", () => {
  test("GET returns the bytes with their type, length and the safety headers", async () => {
    const { status, headers, text } = await ask();
    expect({ status, text }).toEqual({ status: 200, text: CONTENT });
    expect(headers).toEqual({ ...SAFE_HEADERS, "content-type": "image/webp", "content-length": "10" });
  });

  test("HEAD returns GET's headers without a body, reads nothing and ignores ranges", async () => {
    const head = await ask({ range: "bytes=0-3" }, { method: "HEAD" });
    expect(head).toMatchObject({ status: 200, body: null, reads: [], headers: (await ask()).headers });
    expect((await ask({ range: "bytes=99-" }, { method: "HEAD" })).status).toBe(200);
  });

  test("every status has the safety headers", async () => {
    for (const headers of [{ range: "bytes=1-2" }, { range: "bytes=99-" }, { "if-none-match": ETAG }]) {
      expect((await ask(headers as Record<string, string>)).headers).toMatchObject(SAFE_HEADERS);
    }
  });

  test("an age is never negative", async () => {
    expect((await ask({}, { maxAgeSeconds: -5 })).headers["cache-control"]).toBe("private, max-age=0, immutable");
  });

  test("is null when the blob was deleted meanwhile", async () => {
    expect(await storageResponse({ ...requestFor({}), read: async () => null })).toBeNull();
  });

  test("never sends fewer or more bytes than its content length", async () => {
    const read = async () => new Uint8Array(2);
    await expect(storageResponse({ ...requestFor({ range: "bytes=0-4" }), read })).rejects.toThrow(/length/);
  });
});

describe("ranges", () => {
  test.each([
    ["bytes=0-3", "0123", "bytes 0-3/10"],
    ["bytes=0-0", "0", "bytes 0-0/10"],
    ["bytes=9-9", "9", "bytes 9-9/10"],
    ["bytes=4-", "456789", "bytes 4-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=-99", CONTENT, "bytes 0-9/10"],
    ["bytes=5-99", "56789", "bytes 5-9/10"],
    ["bytes=5-99999999999999999999999", "56789", "bytes 5-9/10"],
    ["BYTES=0-3", "0123", "bytes 0-3/10"],
  ])("%s is answered 206", async (range, expected, contentRange) => {
    const { status, headers, text } = await ask({ range });
    expect({ status, text }).toEqual({ status: 206, text: expected });
    expect(headers).toMatchObject({
      "content-range": contentRange,
      "content-length": String(expected.length),
      etag: ETAG,
    });
  });

  test.each(["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999999-"])(
    "%s is answered 416",
    async (range) => {
      const { status, headers, body, reads } = await ask({ range });
      expect({ status, body, reads }).toEqual({ status: 416, body: null, reads: [] });
      expect(headers["content-range"]).toBe("bytes */10");
    },
  );

  test.each([
    "bytes=3-1",
    "bytes=-",
    "bytes=",
    "bytes=a-b",
    "bytes=0-1,3-4",
    "bytes=0x1-3",
    "bytes=-1-2",
    "bytes=1.5-2",
    "items=0-3",
    "0-3",
    "",
  ])("%j is ignored", async (range) => {
    const { status, text } = await ask({ range });
    expect({ status, text }).toEqual({ status: 200, text: CONTENT });
  });

  test("of an empty blob can't be satisfied", async () => {
    expect((await ask({ range: "bytes=0-" }, { content: "" })).status).toBe(416);
    expect((await ask({ range: "bytes=-5" }, { content: "" })).status).toBe(416);
    expect(await ask({}, { content: "" })).toMatchObject({ status: 200, text: "" });
  });

  test("with If-Range apply only to exactly this blob", async () => {
    const range = "bytes=0-3";
    expect((await ask({ range, "if-range": ETAG })).status).toBe(206);
    for (const other of [`W/${ETAG}`, '"other"', "Mon, 23 Nov 2026 10:00:00 GMT", "*", ""]) {
      expect((await ask({ range, "if-range": other })).status, other).toBe(200);
    }
    expect((await ask({ range: "bytes=99-", "if-range": '"other"' })).status).toBe(200);
  });
});

describe("conditions", () => {
  test.each([ETAG, `W/${ETAG}`, `"x", ${ETAG}`, `"x",W/${ETAG} , "y"`, "*", ` ${ETAG} `])(
    "If-None-Match %s is answered with 304 without a read, before any range",
    async (condition) => {
      for (const method of ["GET", "HEAD"] as const) {
        const answer = await ask({ "if-none-match": condition, range: "bytes=99-" }, { method });
        expect(answer).toMatchObject({ status: 304, body: null, reads: [], headers: SAFE_HEADERS });
        expect(answer.headers).not.toHaveProperty("content-length");
      }
    },
  );

  test.each(['"other"', sha256, `"${sha256.toUpperCase()}"`, "", `w/${ETAG}`])(
    "If-None-Match %j does not match",
    async (condition) => {
      expect((await ask({ "if-none-match": condition })).status).toBe(200);
    },
  );
});

function requestFor(headers: Record<string, string>): Omit<StorageRequest, "read"> {
  const info = { size: 10, contentType: "image/webp", modifiedAt: new Date(0) };
  return { method: "GET", headers: new Headers(headers), sha256, info, maxAgeSeconds: 1 };
}
