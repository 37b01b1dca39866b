import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BUCKETS, bucketState } from "../../src/domain/buckets.ts";
import {
  CONTRACT_VERSIONS,
  type ContractVersion,
  CURRENT_CONTRACT_VERSION,
} from "../../src/domain/contract-version.ts";
import { contractVersion, idempotencyKey } from "../../src/rest/request.ts";
import { etagOf, isFresh, setRateHeaders } from "../../src/rest/response.ts";

const refusal = (act: () => unknown) => {
  try {
    return act();
  } catch (error) {
    const { code, param } = error as { code: string; param: string };
    return `${code} ${param}`;
  }
};

describe("Idempotency-Key", () => {
  test("is read as the UTF-8 text that was sent, without trimming or case folding", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (key) => {
        const wire = Buffer.from(key).toString("latin1");
        expect(idempotencyKey({ "idempotency-key": [wire] })).toBe(key);
      }),
    );
  });

  test("is null when absent and empty when empty", () => {
    expect(idempotencyKey({})).toBeNull();
    expect(idempotencyKey({ "idempotency-key": [""] })).toBe("");
  });

  test("is read as Latin-1 when it is not UTF-8", () => {
    expect(idempotencyKey({ "idempotency-key": ["caf\xe9"] })).toBe("caf\u00e9");
  });

  test("is refused with invalid_format when it is sent twice, even if both are equal", () => {
    expect(refusal(() => idempotencyKey({ "idempotency-key": ["a", "a"] }))).toBe("invalid_format Idempotency-Key");
  });
});

describe("Aurous-Version", () => {
  test("is the pinned version when the header is absent", () => {
    expect(contractVersion({}, "2026-05-15")).toBe("2026-05-15");
  });

  test("is the latest known version for a team that a newer gateway has pinned to a newer one", () => {
    expect(contractVersion({}, "2030-01-01" as ContractVersion)).toBe(CURRENT_CONTRACT_VERSION);
  });

  test.each(["", "2026-5-15", "2026-05-15T00:00:00Z", "latest", "2026-05-15, 2026-05-15", "２０２６-05-15"])(
    "is refused with invalid_format when it is malformed: %j",
    (value) => {
      expect(refusal(() => contractVersion({ "aurous-version": [value] }, "2026-05-15"))).toBe(
        "invalid_format Aurous-Version",
      );
    },
  );

  test("is refused with unknown_version when it is well-formed and unknown", () => {
    expect(refusal(() => contractVersion({ "aurous-version": ["2026-05-16"] }, "2026-05-15"))).toBe(
      "unknown_version Aurous-Version",
    );
  });

  test("is refused with invalid_format when it is sent twice, even if both are equal", () => {
    const twice = { "aurous-version": ["2026-05-15", "2026-05-15"] };
    expect(refusal(() => contractVersion(twice, "2026-05-15"))).toBe("invalid_format Aurous-Version");
  });
});

describe("a request header", () => {
  test.each([...CONTRACT_VERSIONS])("may name the known version %s", (version) => {
    expect(contractVersion({ "aurous-version": [version] }, "2026-05-15")).toBe(version);
  });

  test("is empty rather than absent when Node has no value for it", () => {
    expect(idempotencyKey({ "idempotency-key": [] })).toBe("");
    expect(() => contractVersion({ "aurous-version": [] }, "2026-05-15")).toThrow();
  });

  test("keeps a byte order mark as part of the key", () => {
    expect(idempotencyKey({ "idempotency-key": ["\xef\xbb\xbfk"] })).toBe("\ufeffk");
  });
});

describe("the rate limit headers", () => {
  const printed = (usedTokens: number) => {
    const headers = new Headers();
    const nowMs = 1_000_000_400;
    const { intervalMs } = BUCKETS.characters_synthesize;
    setRateHeaders(headers, bucketState("characters_synthesize", nowMs + usedTokens * intervalMs, nowMs));
    return Object.fromEntries(headers);
  };

  test("describe a full bucket", () => {
    expect(printed(0)).toEqual({
      "x-ratelimit-limit": "12",
      "x-ratelimit-remaining": "12",
      "x-ratelimit-reset": "1000001",
      "ratelimit-policy": '"characters_synthesize";q=12;w=120',
      ratelimit: '"characters_synthesize";r=12;t=0',
    });
  });

  test("contain the time when a used bucket is full again", () => {
    expect(printed(5)).toMatchObject({ "x-ratelimit-remaining": "7", ratelimit: '"characters_synthesize";r=7;t=50' });
  });

  test("of an empty bucket promise the next token no later than Retry-After does", () => {
    expect(printed(12)).toMatchObject({ "x-ratelimit-remaining": "0", ratelimit: '"characters_synthesize";r=0;t=10' });
  });
});

describe("an ETag", () => {
  test("has the version and a hash of 22 characters, which changes with the body", () => {
    expect(etagOf(3, "body")).toMatch(/^"3-[\w-]{22}"$/);
    expect(etagOf(3, "body")).not.toBe(etagOf(3, "other body"));
  });

  test.each([
    [undefined, false],
    ['"1-abc"', true],
    ['W/"1-abc"', true],
    ['"1-xyz" ,  "1-abc"', true],
    ["*", true],
    [" * ", true],
    ['"1-xyz"', false],
    ['"1-W/abc"', false],
    ["1-abc", false],
  ])("is compared with If-None-Match: %j is %j", (ifNoneMatch, fresh) => {
    expect(isFresh(ifNoneMatch, '"1-abc"')).toBe(fresh);
  });
});
