import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { PassThrough, Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { isDeeperThan, parseJson, readBody, readJsonBody } from "../../src/http/request.ts";

/** A request that has only headers and a body. */
function request(body: string | Buffer, headers: Record<string, string> = {}): IncomingMessage {
  const stream = new PassThrough();
  const all: Record<string, string> = { "content-type": "application/json", ...headers };
  const distinct = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]]));
  stream.end(body);
  return Object.assign(stream, { headers: all, headersDistinct: distinct }) as unknown as IncomingMessage;
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (error: { code: string; param: string | null }) => `${error.code} ${error.param}`,
  );

describe("a JSON body", () => {
  test("counts as {} when it is absent, whatever its content type", async () => {
    expect(await readJsonBody(request("", { "content-type": "text/plain" }))).toEqual({});
  });

  test.each([
    "application/json",
    "Application/JSON; charset=utf-8",
    'application/json;charset="UTF-8"',
    "application/json;",
    "application/json; charset=utf8",
    'application/json; profile="https://example.org/shape; v=1"',
    "application/json;odata.metadata=minimal;odata.streaming=true",
    "application/json; charset=UTF8; version=1",
  ])("is accepted as %s", async (type) => {
    expect(await readJsonBody(request('{"a":1}', { "content-type": type }))).toEqual({ a: 1 });
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/json; charset=latin1",
    "application/json;charset=latin1",
    "application/json; charset = latin1",
    "application/jsonp",
    "",
  ])("is refused as %j", async (type) => {
    expect(await refusal(readJsonBody(request("{}", { "content-type": type })))).toBe("unsupported_media_type null");
  });

  test("is refused when it is compressed", async () => {
    const zipped = () => readJsonBody(request("{}", { "content-encoding": "gzip" }));
    expect(await refusal(zipped())).toBe("unsupported_media_type null");
    await expect(zipped()).rejects.toThrow("uncompressed");
  });

  test("may have 256 KiB and not a byte more, with or without Content-Length", async () => {
    const most = 256 * 1024;
    const body = JSON.stringify("x".repeat(most - 2));
    expect(await readJsonBody(request(body))).toHaveLength(most - 2);
    expect(await readJsonBody(request(body, { "content-length": String(most) }))).toHaveLength(most - 2);
    expect(await refusal(readJsonBody(request(`${body} `)))).toBe("payload_too_large null");
    const announced = request("{}", { "content-length": String(most + 1) });
    expect(await refusal(readJsonBody(announced))).toBe("payload_too_large null");
  });

  test("is refused when it must be sent and is empty, or has no JSON type", async () => {
    const required = (body: string, headers?: Record<string, string>) =>
      readJsonBody(request(body, headers), { required: true });
    await expect(required("")).rejects.toMatchObject({
      code: "invalid_request",
      message: "The body is empty: send a JSON object.",
    });
    expect(await refusal(required("", { "content-type": "text/plain" }))).toBe("unsupported_media_type null");
    expect(await required("[1]")).toEqual([1]);
  });

  test("may arrive in several pieces, and leaves no listener on the request", async () => {
    const pieces = Readable.from(["[1,", "2,", "3]"].map((text) => Buffer.from(text)));
    const events = ["data", "end", "error", "close"];
    const before = events.map((event) => pieces.listenerCount(event));
    const body = await readBody(Object.assign(pieces, { headers: {} }) as unknown as IncomingMessage, 1_000);
    expect(body.toString()).toBe("[1,2,3]");
    expect(events.map((event) => pieces.listenerCount(event))).toEqual(before);
  });

  test("is answered when it breaks off before its end", async () => {
    const unfinished = () => {
      const stream = new PassThrough();
      stream.write("[1,");
      return { stream, req: Object.assign(stream, { headers: {} }) as unknown as IncomingMessage };
    };
    const closed = unfinished();
    const reading = readBody(closed.req, 1_000);
    closed.stream.destroy();
    expect(await refusal(reading)).toBe("invalid_request null");
    const reset = unfinished();
    const failing = readBody(reset.req, 1_000);
    reset.stream.destroy(new Error("reset"));
    expect(await refusal(failing)).toBe("invalid_request null");
    const early = unfinished();
    early.stream.destroy();
    await once(early.stream, "close");
    expect(await refusal(readBody(early.req, 1_000))).toBe("invalid_request null");
  });
});

describe("parseJson", () => {
  const problem = (text: string | Buffer) => refusal((async () => parseJson(Buffer.from(text as string)))());

  test.each(["{", "{'a':1}", "{a:1}", "NaN", " ", '{"a":1,}', '{"a":1}{"b":2}', '"\u0000"'])(
    "refuses %j, which is not JSON",
    async (text) => {
      expect(await problem(text)).toBe("invalid_request null");
    },
  );

  test("reads bytes and text", () => {
    expect(parseJson(Buffer.from('{"a":"é"}'))).toEqual({ a: "é" });
    expect(parseJson('{"a":"é"}')).toEqual({ a: "é" });
  });

  test("refuses bytes that are not UTF-8", async () => {
    expect(await problem(Buffer.from([0x22, 0xff, 0x22]))).toBe("invalid_request null");
  });

  test("names the duplicate member", async () => {
    expect(await problem('{"attributes":{"age":1,"a\\u0067e":2}}')).toBe("invalid_request attributes.age");
  });

  test("refuses nesting that would overflow a recursive parser", async () => {
    expect(await problem("[".repeat(100_000) + "]".repeat(100_000))).toBe("invalid_request null");
  });
});

/** A request with these content types and a valid body. */
function requestOf(types: readonly string[], coding?: string): IncomingMessage {
  const headers = coding === undefined ? {} : { "content-encoding": coding };
  const options = { headers, headersDistinct: types.length > 0 ? { "content-type": types } : {} };
  return Object.assign(Readable.from([Buffer.from('{"a":1}')]), options) as unknown as IncomingMessage;
}

const answer = (work: () => unknown) =>
  (async () => work())().then(
    (value) => value,
    (error: { code: string; param: string | null; message: string }) => error,
  );

describe("the content type of a JSON body", () => {
  test.each([
    ["application/json \t; \t charset \t= \tutf-8 \t;"],
    ["application/json;charset=utf-8;"],
    ["application/json\t"],
  ])("may contain whitespace as HTTP allows: %j", async (type) => {
    expect(await answer(() => readJsonBody(requestOf([type])))).toEqual({ a: 1 });
  });

  test.each([
    [[]],
    [["application/json", "application/json"]],
    [["x/application/json"]],
    [["application/json; charset=xutf-8"]],
    [["application/json; charset=utf-8x"]],
    [["application/json; charset=utf-8; charset=latin1"]],
  ])("is refused as %j", async (types) => {
    expect(await answer(() => readJsonBody(requestOf(types)))).toMatchObject({ code: "unsupported_media_type" });
  });

  test("is combined with no content coding or with identity", async () => {
    const type = ["application/json"];
    expect(await answer(() => readJsonBody(requestOf(type, "Identity")))).toEqual({ a: 1 });
    expect(await answer(() => readJsonBody(requestOf(type, "br")))).toMatchObject({ code: "unsupported_media_type" });
  });
});

describe("the errors of a JSON body", () => {
  const problem = (text: string | Uint8Array) => answer(() => parseJson(Buffer.from(text as string)));

  test("have messages that name the problem", async () => {
    expect(await problem(Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject({ message: "The body is not UTF-8." });
    expect(await problem("{")).toMatchObject({ message: "The body is not JSON." });
    expect(await problem(`${"[".repeat(33)}${"]".repeat(33)}`)).toMatchObject({
      message: "The body is nested deeper than 32 levels.",
      param: null,
    });
    expect(await problem('{"a":{"b":1,"b":2}}')).toMatchObject({
      message: "The body has the member a.b twice.",
      param: "a.b",
    });
  });
});

test.each([
  [0, 1, false],
  [0, null, false],
  [0, [], true],
  [1, [1, "a", null], false],
  [1, [1, [2]], true],
  [1, { a: 1, b: {} }, true],
  [2, { a: [1], b: [2, 3] }, false],
  [2, { a: [1], b: [2, { c: 3 }] }, true],
])("a value nested deeper than %i levels is recognised: %j is %j", (levels, value, deeper) => {
  expect(isDeeperThan(levels, value)).toBe(deeper);
});
