import { describe, expect, test } from "vitest";
import { CallError, ERRORS, type ErrorCode } from "../../src/domain/errors.ts";
import { INVALID_INPUT_CODES, invalidInput, ok, refuse } from "../../src/domain/refusals.ts";

/** The table of docs/contract.md "Error codes", with each code in one row. */
const TABLE: readonly (readonly [number, string, readonly ErrorCode[]])[] = [
  [
    400,
    "invalid_request",
    [
      "missing_field",
      "invalid_format",
      "value_out_of_range",
      "invalid_request",
      "parameter_invalid_combination",
      "upload_invalid",
      "unknown_version",
      "invalid_page_token",
      "invalid_request_error",
      "character_not_ready",
    ],
  ],
  [401, "authentication", ["missing_api_key", "invalid_api_key", "revoked_api_key", "token_expired"]],
  [403, "authentication", ["missing_scope", "invalid_signature", "url_expired"]],
  [402, "invalid_request", ["insufficient_credits"]],
  [404, "not_found", ["resource_not_found"]],
  [405, "invalid_request", ["method_not_allowed"]],
  [413, "invalid_request", ["payload_too_large"]],
  [415, "invalid_request", ["unsupported_media_type"]],
  [409, "invalid_request", ["idempotency_key_in_use"]],
  [429, "rate_limit", ["rate_limit_exceeded"]],
  [500, "server_error", ["internal_error"]],
  [503, "server_error", ["service_unavailable"]],
];

describe("the table of errors", () => {
  test.each(TABLE)("has the contract's codes of %i %s", (status, type, codes) => {
    const found = Object.entries(ERRORS).filter(([, entry]) => entry.status === status && entry.type === type);
    expect(found.map(([code]) => code).sort()).toEqual([...codes].sort());
  });

  test("has no code that the contract does not name", () => {
    expect(Object.keys(ERRORS).sort()).toEqual(TABLE.flatMap(([, , codes]) => codes).sort());
  });

  test("has a cause, a remedy and a retry rule for every code", () => {
    for (const { cause, remedy, retry } of Object.values(ERRORS)) {
      for (const text of [cause, remedy, retry]) expect(text).toMatch(/^\S.*\S$/);
    }
  });

  test("has every code for invalid input", () => {
    expect(INVALID_INPUT_CODES.map((code) => ERRORS[code].status)).toEqual(INVALID_INPUT_CODES.map(() => 400));
    expect(INVALID_INPUT_CODES).toHaveLength(8);
  });
});

describe("CallError", () => {
  test("has a code, a message, and null for absent details", () => {
    const error = new CallError("missing_scope", "No.");
    expect(error).toMatchObject({ name: "CallError", code: "missing_scope", message: "No." });
    expect([error.param, error.retryAfterSeconds, error.cause]).toEqual([null, null, undefined]);
  });

  test("has its member, its wait and its cause", () => {
    const cause = new Error("below");
    const error = new CallError("service_unavailable", "Later.", { param: "p", retryAfterSeconds: 7, cause });
    expect(error).toMatchObject({ param: "p", retryAfterSeconds: 7 });
    expect(error.cause).toBe(cause);
  });
});

test("ok and refuse make outcomes", () => {
  expect(ok(1)).toEqual({ ok: true, value: 1 });
  expect(refuse({ kind: "not_found" })).toEqual({ ok: false, refusal: { kind: "not_found" } });
  expect(invalidInput("missing_field", "The name is missing.", "name")).toEqual({
    ok: false,
    refusal: { kind: "invalid_input", code: "missing_field", message: "The name is missing.", param: "name" },
  });
});
