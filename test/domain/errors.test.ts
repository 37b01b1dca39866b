import { describe, expect, test } from "vitest";
import { CallError, ERRORS, quoted } from "../../src/domain/errors.ts";
import { INVALID_INPUT_CODES, invalidInput, invalidInputs, issuesOf, ok, refuse } from "../../src/domain/refusals.ts";
import { codesIn, contractTable } from "../helpers/contract-page.ts";

/** The rows of docs/contract.md "Error codes". A row can have several statuses, each with the code at its place. */
const TABLE = contractTable("Error codes").flatMap(([statuses = "", types, codes]) => {
  const all = statuses.split(", ").map(Number);
  const [type] = codesIn(types);
  return codesIn(codes).map((code, place) => ({ code, status: all.length > 1 ? all[place] : all[0], type }));
});

describe("the table of errors", () => {
  test("has the codes of docs/contract.md, with their status and type", () => {
    const found = Object.entries(ERRORS).map(([code, { status, type }]) => ({ code, status, type }));
    const byCode = (a: { code: string }, b: { code: string }) => a.code.localeCompare(b.code);
    expect(found.toSorted(byCode)).toEqual(TABLE.toSorted(byCode));
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

describe("input that a message repeats", () => {
  test("is complete up to 200 characters, or up to the given number", () => {
    expect(quoted("x".repeat(200))).toBe("x".repeat(200));
    expect(quoted("name", 4)).toBe("name");
  });

  test("is shortened to that many characters with an ellipsis", () => {
    expect(quoted("x".repeat(201))).toBe(`${"x".repeat(199)}…`);
    expect(quoted("names", 4)).toBe("nam…");
  });

  test("is not cut inside a surrogate pair", () => {
    expect(quoted("ab👍c", 4)).toBe("ab…");
    expect(quoted("👍👍👍", 5)).toBe("👍👍…");
  });
});

test("a refusal with several issues has the code of the first, and lists all of them in their order", () => {
  const first = { code: "missing_field", message: "The name is missing.", param: "name" } as const;
  const second = { code: "invalid_format", message: "The age must be a number.", param: "age" } as const;
  const { refusal } = invalidInputs([first, second]);
  expect(refusal).toMatchObject({ kind: "invalid_input", ...first });
  expect(issuesOf(refusal)).toEqual([first, second]);
  expect(invalidInputs([first])).toEqual(invalidInput(first.code, first.message, first.param));
  expect(issuesOf(invalidInputs([first]).refusal)).toEqual([first]);
});

test("ok and refuse make outcomes", () => {
  expect(ok(1)).toEqual({ ok: true, value: 1 });
  expect(refuse({ kind: "not_found" })).toEqual({ ok: false, refusal: { kind: "not_found" } });
  expect(invalidInput("missing_field", "The name is missing.", "name")).toEqual({
    ok: false,
    refusal: { kind: "invalid_input", code: "missing_field", message: "The name is missing.", param: "name" },
  });
});
