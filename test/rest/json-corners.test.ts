import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { CONTRACT_VERSIONS } from "../../src/domain/contract-version.ts";
import { parseJson, readJsonBody } from "../../src/http/json-body.ts";
import { scanJson } from "../../src/http/scan-json.ts";
import { contractVersion, idempotencyKey } from "../../src/rest/request.ts";

function request(types: readonly string[], coding?: string): IncomingMessage {
  const headers = coding === undefined ? {} : { "content-encoding": coding };
  const options = { headers, headersDistinct: types.length > 0 ? { "content-type": types } : {} };
  return Object.assign(Readable.from([Buffer.from('{"a":1}')]), options) as unknown as IncomingMessage;
}

const answer = (work: () => unknown) =>
  (async () => work())().then(
    (value) => value,
    (error: { code: string; param: string | null; message: string }) => error,
  );

describe("a body's content type", () => {
  test.each([
    ["application/json \t; \t charset \t= \tutf-8 \t;"],
    ["application/json;charset=utf-8;"],
    ["application/json\t"],
  ])("may be spaced as HTTP allows: %j", async (type) => {
    expect(await answer(() => readJsonBody(request([type])))).toEqual({ a: 1 });
  });

  test.each([
    [[]],
    [["application/json", "application/json"]],
    [["x/application/json"]],
    [["application/json; charset=xutf-8"]],
    [["application/json; charset=utf-8x"]],
    [["application/json; charset=utf-8; charset=latin1"]],
  ])("is refused as %j", async (types) => {
    expect(await answer(() => readJsonBody(request(types)))).toMatchObject({ code: "unsupported_media_type" });
  });

  test("goes with no coding, or with one that changes nothing", async () => {
    const type = ["application/json"];
    expect(await answer(() => readJsonBody(request(type, "Identity")))).toEqual({ a: 1 });
    expect(await answer(() => readJsonBody(request(type, "br")))).toMatchObject({ code: "unsupported_media_type" });
  });
});

describe("what is wrong with a body", () => {
  const problem = (text: string | Uint8Array) => answer(() => parseJson(Buffer.from(text as string)));

  test("is said", async () => {
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

describe("a name that stands twice", () => {
  test.each(['["a","a"]', '"a"', '{"a":["b","b"],"c":"a"}', '[["a"],"a",{"b":"a"}]', "[1,2]", '{"a":"b","b":"a"}'])(
    "is not a text in an array or a value: %s",
    (text) => {
      expect(scanJson(text)).toBeNull();
    },
  );

  test.each([
    ['{"a":{},"a":1}', "a"],
    ['{"a":[],"a":1}', "a"],
    ['{"a":["x"],"b":1,"b":2}', "b"],
    ['[0,{"":1,"":2}]', ""],
  ])("is found behind an object or array that has closed: %s", (text, path) => {
    expect(scanJson(text)).toEqual({ kind: "duplicate_name", path });
  });
});

describe("a header", () => {
  test.each([...CONTRACT_VERSIONS])("may name the known version %s", (version) => {
    expect(contractVersion({ "aurous-version": [version] }, "2026-05-15")).toBe(version);
  });

  test("that Node gives no value for is empty, not absent", () => {
    expect(idempotencyKey({ "idempotency-key": [] })).toBe("");
    expect(() => contractVersion({ "aurous-version": [] }, "2026-05-15")).toThrow();
  });

  test("keeps a byte order mark: it is part of the key", () => {
    expect(idempotencyKey({ "idempotency-key": ["\xef\xbb\xbfk"] })).toBe("\ufeffk");
  });
});
