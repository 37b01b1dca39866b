import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BUCKETS, bucketState } from "../../src/domain/buckets.ts";
import { contractVersion, idempotencyKey } from "../../src/rest/request.ts";
import { setRateHeaders } from "../../src/rest/response.ts";

const refusal = (act: () => unknown) => {
  try {
    return act();
  } catch (error) {
    const { code, param } = error as { code: string; param: string };
    return `${code} ${param}`;
  }
};

describe("Idempotency-Key", () => {
  test("reads back whatever text was sent as UTF-8, untrimmed and unfolded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (key) => {
        const wire = Buffer.from(key).toString("latin1");
        expect(idempotencyKey({ "idempotency-key": [wire] })).toBe(key);
      }),
    );
  });

  test("absent is null, empty is empty", () => {
    expect(idempotencyKey({})).toBeNull();
    expect(idempotencyKey({ "idempotency-key": [""] })).toBe("");
  });

  test("is Latin-1 when it is not UTF-8", () => {
    expect(idempotencyKey({ "idempotency-key": ["caf\xe9"] })).toBe("caf\u00e9");
  });

  test("sent twice is invalid_format, even when both agree", () => {
    expect(refusal(() => idempotencyKey({ "idempotency-key": ["a", "a"] }))).toBe("invalid_format Idempotency-Key");
  });
});

describe("Aurous-Version", () => {
  test("is the pinned one when it is not sent", () => {
    expect(contractVersion({}, "2026-05-15")).toBe("2026-05-15");
  });

  test.each(["", "2026-5-15", "2026-05-15T00:00:00Z", "latest", "2026-05-15, 2026-05-15", "２０２６-05-15"])(
    "malformed as %j is invalid_format",
    (value) => {
      expect(refusal(() => contractVersion({ "aurous-version": [value] }, "2026-05-15"))).toBe(
        "invalid_format Aurous-Version",
      );
    },
  );

  test("well-formed and unknown is unknown_version", () => {
    expect(refusal(() => contractVersion({ "aurous-version": ["2026-05-16"] }, "2026-05-15"))).toBe(
      "unknown_version Aurous-Version",
    );
  });

  test("sent twice is invalid_format, even when both agree", () => {
    const twice = { "aurous-version": ["2026-05-15", "2026-05-15"] };
    expect(refusal(() => contractVersion(twice, "2026-05-15"))).toBe("invalid_format Aurous-Version");
  });
});

describe("rate headers", () => {
  const printed = (usedTokens: number) => {
    const headers = new Headers();
    const nowMs = 1_000_000_400;
    const { intervalMs } = BUCKETS.characters_synthesize;
    setRateHeaders(headers, bucketState("characters_synthesize", nowMs + usedTokens * intervalMs, nowMs));
    return Object.fromEntries(headers);
  };

  test("tell a full bucket", () => {
    expect(printed(0)).toEqual({
      "x-ratelimit-limit": "12",
      "x-ratelimit-remaining": "12",
      "x-ratelimit-reset": "1000001",
      "ratelimit-policy": '"characters_synthesize";q=12;w=120',
      ratelimit: '"characters_synthesize";r=12;t=0',
    });
  });

  test("tell when a used bucket is full again", () => {
    expect(printed(5)).toMatchObject({ "x-ratelimit-remaining": "7", ratelimit: '"characters_synthesize";r=7;t=50' });
  });

  test("of an empty bucket never promise a token later than Retry-After does", () => {
    expect(printed(12)).toMatchObject({ "x-ratelimit-remaining": "0", ratelimit: '"characters_synthesize";r=0;t=10' });
  });
});
