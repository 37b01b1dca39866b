import { expect, test } from "vitest";
import { parseQuery, queryArguments, refuseQuery } from "../../src/rest/request.ts";

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

test.each([
  ["5", 5],
  ["15", 15],
  ["-1", -1],
  ["1.25", 1.25],
  ["five", "five"],
  ["5x", "5x"],
  ["x5", "x5"],
  ["1.x", "1.x"],
  ["", ""],
])("passes the number %j of an integer parameter on as %j", (text, value) => {
  const parameter = { schema: { type: "integer" }, description: "A number.", example: 1 } as const;
  expect(queryArguments({ limit: text }, { limit: parameter })).toEqual({ limit: value });
});

test("passes digits of a text parameter and of an unknown one on as text", () => {
  const parameter = { schema: { type: "string" }, description: "A text.", example: "a" } as const;
  const sent = { client_reference_id: "5", page: "2" };
  expect(queryArguments(sent, { client_reference_id: parameter })).toEqual(sent);
});
