import { describe, expect, test } from "vitest";
import { secretOf } from "../../src/http/request.ts";

describe("the key of a request", () => {
  test.each([
    [{}, null],
    [{ "x-api-key": ["k"] }, "k"],
    [{ authorization: ["Bearer k"] }, "k"],
    [{ authorization: ["bearer \t k"] }, "k"],
    [{ "x-api-key": ["k"], authorization: ["Bearer k"] }, "k"],
    [{ "x-api-key": ["k"], authorization: ["Basic dXNlcjpwdw=="] }, "k"],
    [{ authorization: ["Basic dXNlcjpwdw=="] }, null],
    [{ authorization: ["Bearer"] }, null],
    [{ authorization: ["Basic Bearer k"] }, null],
    [{ "x-api-key": [""] }, null],
  ])("with %j is %j", (headers, secret) => {
    expect(secretOf(headers)).toBe(secret);
  });

  test.each([
    { "x-api-key": ["a"], authorization: ["Bearer b"] },
    { "x-api-key": ["a", "a"] },
    { authorization: ["Bearer a", "Bearer a"] },
  ])("with %j is refused", (headers) => {
    expect(() => secretOf(headers)).toThrowError(expect.objectContaining({ code: "invalid_api_key" }));
  });
});
