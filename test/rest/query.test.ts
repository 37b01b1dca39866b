import { expect, test } from "vitest";
import { parseQuery, refuseQuery } from "../../src/rest/request.ts";

const refusal = (read: () => unknown) => {
  try {
    return read();
  } catch (error) {
    const { code, param } = error as { code: string; param: string };
    return `${code} ${param}`;
  }
};

test("parses a query string into names and texts", () => {
  expect(parseQuery("/v1/characters?limit=5&status=a%20b")).toEqual({ limit: "5", status: "a b" });
  expect(parseQuery("/v1/characters")).toEqual({});
  expect(parseQuery("/v1/characters?")).toEqual({});
  expect(Object.keys(parseQuery("/v1/characters?__proto__=1"))).toEqual(["__proto__"]);
});

test("refuses a parameter on a call with a body", () => {
  expect(refusal(() => refuseQuery({ offset: "1" }))).toBe("invalid_request offset");
  expect(refusal(() => refuseQuery({}))).toBeUndefined();
});

test("refuses a parameter that is sent twice, even when both agree", () => {
  expect(refusal(() => parseQuery("/v1/characters?limit=5&limit=5"))).toBe("invalid_request limit");
});
