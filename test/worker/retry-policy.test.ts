import { describe, expect, test } from "vitest";
import { ProviderFailure, type ProviderFailureKind } from "../../src/providers/provider.ts";
import { decide, MAX_ATTEMPTS, pauseMs, spreadMs } from "../../src/worker/provider-failure.ts";

const failure = (kind: ProviderFailureKind, retryAfterSeconds?: number) =>
  new ProviderFailure(kind, "scripted failure", retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

describe("after a failed call", () => {
  test("makes at most four calls for one image", () => {
    expect(MAX_ATTEMPTS).toBe(4);
  });

  test.each([
    ["rejected", "content_rejected"],
    ["unavailable", "provider_unavailable"],
    ["unusable", "provider_bad_response"],
  ] as const)("%s ends the run at once with %s, whatever the provider is", (kind, error) => {
    for (const dedupes of [true, false]) expect(decide(failure(kind), 1, dedupes)).toEqual({ kind: "fail", error });
  });

  test("only stops when our own signal has aborted the call", () => {
    expect(decide(failure("aborted"), 1, true)).toEqual({ kind: "stop" });
  });

  test("repeats a call that certainly was not billed after 1, 2 and 4 seconds, then gives up", () => {
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

  test("repeats a call with an unknown outcome only when the provider dedupes", () => {
    const unknown = { kind: "fail", error: "provider_outcome_unknown" };
    expect(decide(failure("outcome_unknown"), 1, false)).toEqual(unknown);
    expect(decide(failure("outcome_unknown"), 3, true)).toEqual({ kind: "again", delayMs: 4_000 });
    expect(decide(failure("outcome_unknown"), 4, true)).toEqual(unknown);
  });

  test("waits as long as the vendor asks when that is longer, up to five minutes", () => {
    expect(decide(failure("not_sent", 10), 1, false)).toEqual({ kind: "again", delayMs: 10_000 });
    expect(decide(failure("not_sent", 0), 3, false)).toEqual({ kind: "again", delayMs: 4_000 });
    expect(decide(failure("not_sent", 86_400), 1, false)).toEqual({ kind: "again", delayMs: 300_000 });
    expect([pauseMs(failure("not_sent")), pauseMs(failure("not_sent", 7))]).toEqual([0, 7_000]);
    expect(pauseMs(failure("not_sent", 86_400))).toBe(300_000);
  });

  test("spreads calls that wait for the same moment over a fifth of the wait, at most two seconds", () => {
    expect([spreadMs(1_000, 0), spreadMs(1_000, 2 ** 31), spreadMs(1_000, 2 ** 32 - 1)]).toEqual([0, 100, 200]);
    expect(spreadMs(300_000, 2 ** 31)).toBe(1_000);
  });
});
