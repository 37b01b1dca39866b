import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprint, idempotencyKeyProblem, MAX_IDEMPOTENCY_KEY_LENGTH } from "../../src/domain/idempotency.ts";

describe("an idempotency key", () => {
  test("is any well-formed text of 1 to 256 code points without control characters", () => {
    const key = fc
      .string({ unit: "binary", minLength: 1, maxLength: MAX_IDEMPOTENCY_KEY_LENGTH })
      .map((text) => text.replaceAll(/\p{Cc}/gu, "-"));
    fc.assert(
      fc.property(key, (text) => {
        expect(idempotencyKeyProblem(text)).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  test("is counted in code points, not in code units", () => {
    expect(idempotencyKeyProblem("🔑".repeat(256))).toBeNull();
    expect(idempotencyKeyProblem("🔑".repeat(257))).toMatch(/256/);
    expect(idempotencyKeyProblem("k".repeat(257))).toMatch(/256/);
  });

  test.each([
    ["", /empty/],
    ["\ud800", /well-formed/],
    ["a\udc00b", /well-formed/],
    ["a\0", /control/],
    ["a\nb", /control/],
    ["\u007f", /control/],
    ["\u0085", /control/],
  ])("is not %j", (key, problem) => {
    expect(idempotencyKeyProblem(key)).toMatch(problem);
  });

  test("is not trimmed", () => {
    expect(idempotencyKeyProblem(" ")).toBeNull();
  });
});

describe("a fingerprint", () => {
  const hex = (...options: Parameters<typeof fingerprint>) => fingerprint(...options).toString("hex");

  test("is the SHA-256 of the canonical JSON of operation, target and body", () => {
    const text = '{"body":{"a":1,"b":[true,null]},"operation":"create_image","target":null}';
    expect(hex("create_image", null, { b: [true, null], a: 1 })).toBe(createHash("sha256").update(text).digest("hex"));
  });

  test("ignores the order of members and nothing else", () => {
    const base = hex("resynthesize_character", "char_1", {});
    expect(hex("resynthesize_character", "char_1", { force_all: false })).not.toBe(base);
    expect(hex("resynthesize_character", "char_2", {})).not.toBe(base);
    expect(hex("regenerate_character_ref", "char_1", {})).not.toBe(base);
    expect(hex("create_image", null, { seed: 1, prompt: "x" })).toBe(
      hex("create_image", null, { prompt: "x", seed: 1 }),
    );
    expect(hex("create_image", null, { prompt: "x", seed: null })).not.toBe(hex("create_image", null, { prompt: "x" }));
  });

  test("throws on what JSON can't represent", () => {
    expect(() => fingerprint("create_image", null, { seed: Number.NaN })).toThrow();
    expect(() => fingerprint("create_image", null, { prompt: "\ud800" })).toThrow();
  });
});
