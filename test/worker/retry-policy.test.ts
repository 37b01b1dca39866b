import { describe, expect, test } from "vitest";
import { ProviderFailure, type ProviderFailureKind } from "../../src/providers/failure.ts";
import { decide, MAX_ATTEMPTS, pauseMs, spreadMs } from "../../src/worker/provider-failure.ts";

const failure = (kind: ProviderFailureKind, retryAfterSeconds?: number) =>
  new ProviderFailure(kind, "told to", retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

describe("after a failed call", () => {
  test("four calls is the most for one picture", () => {
    expect(MAX_ATTEMPTS).toBe(4);
  });

  test.each([
    ["rejected", "content_rejected"],
    ["unavailable", "provider_unavailable"],
    ["unusable", "provider_bad_response"],
  ] as const)("%s ends the run at once with %s, whoever the provider is", (kind, error) => {
    for (const dedupes of [true, false]) expect(decide(failure(kind), 1, dedupes)).toEqual({ kind: "fail", error });
  });

  test("our own abort only stops", () => {
    expect(decide(failure("aborted"), 1, true)).toEqual({ kind: "stop" });
  });

  test("what surely was not billed is sent again after 1, 2 and 4 seconds, then given up", () => {
    for (const dedupes of [true, false]) {
      const decisions = [1, 2, 3, 4].map((attempt) => decide(failure("not_sent"), attempt, dedupes));
      expect(decisions).toEqual([
        { kind: "again", delayMs: 1_000 },
        { kind: "again", delayMs: 2_000 },
        { kind: "again", delayMs: 4_000 },
        { kind: "fail", error: "provider_unavailable" },
      ]);
    }
  });

  test("an unknown outcome is sent again only to a provider that dedupes", () => {
    const unknown = { kind: "fail", error: "provider_outcome_unknown" };
    expect(decide(failure("outcome_unknown"), 1, false)).toEqual(unknown);
    expect(decide(failure("outcome_unknown"), 3, true)).toEqual({ kind: "again", delayMs: 4_000 });
    expect(decide(failure("outcome_unknown"), 4, true)).toEqual(unknown);
  });

  test("the vendor's own pause counts when it is longer, up to five minutes", () => {
    expect(decide(failure("not_sent", 10), 1, false)).toEqual({ kind: "again", delayMs: 10_000 });
    expect(decide(failure("not_sent", 0), 3, false)).toEqual({ kind: "again", delayMs: 4_000 });
    expect(decide(failure("not_sent", 86_400), 1, false)).toEqual({ kind: "again", delayMs: 300_000 });
    expect([pauseMs(failure("not_sent")), pauseMs(failure("not_sent", 7))]).toEqual([0, 7_000]);
    expect(pauseMs(failure("not_sent", 86_400))).toBe(300_000);
  });

  test("those who wait for one moment are spread over a fifth of it, two seconds at most", () => {
    expect([spreadMs(1_000, 0), spreadMs(1_000, 2 ** 31), spreadMs(1_000, 2 ** 32 - 1)]).toEqual([0, 100, 200]);
    expect(spreadMs(300_000, 2 ** 31)).toBe(1_000);
  });
});
