import { expect, test } from "vitest";
import { readQuery } from "../../src/rest/request.ts";

const refusal = (url: string) => {
  try {
    return readQuery(url, ["limit", "status"]);
  } catch (error) {
    const { code, param } = error as { code: string; param: string };
    return `${code} ${param}`;
  }
};

test("the query is read as names and texts", () => {
  expect(readQuery("/v1/characters?limit=5&status=a%20b", ["limit", "status"])).toEqual({ limit: "5", status: "a b" });
  expect(readQuery("/v1/characters", ["limit"])).toEqual({});
  expect(readQuery("/v1/characters?", ["limit"])).toEqual({});
});

test("a parameter nobody documented is refused by its name", () => {
  expect(refusal("/v1/characters?limit=5&offset=1")).toBe("invalid_request offset");
  expect(refusal("/v1/characters?__proto__=1")).toBe("invalid_request __proto__");
});

test("a parameter sent twice is refused, even when both agree", () => {
  expect(refusal("/v1/characters?limit=5&limit=5")).toBe("invalid_request limit");
});
