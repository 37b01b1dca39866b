import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BUCKET_NAMES, BUCKETS, type BucketName, bucketState, takeToken } from "../../src/domain/buckets.ts";
import { MAX_CREDITS } from "../../src/domain/credits.ts";
import { CONTRACT_PAGE, codesIn, contractTable } from "../helpers/contract-page.ts";

const NOW = 1_800_000_000_400;
const anyBucket = fc.constantFrom<BucketName>(...BUCKET_NAMES);

/** Takes tokens until the bucket is empty. Returns their number, and when the bucket is full again. */
function drain(bucket: BucketName, fullAtMs: number, nowMs: number) {
  let taken = 0;
  let at = fullAtMs;
  for (let next = takeToken(bucket, at, nowMs); next !== null; next = takeToken(bucket, at, nowMs)) {
    at = next;
    taken += 1;
  }
  return { taken, fullAtMs: at };
}

describe("the buckets", () => {
  test("are those of docs/contract.md", () => {
    const rows = contractTable("Buckets").map(([name, burst, perMinute]) => [
      codesIn(name)[0],
      { burst: Number(burst), intervalMs: 60_000 / Number(perMinute) },
    ]);
    const found = Object.entries(BUCKETS).map(([name, { burst, intervalMs }]) => [name, { burst, intervalMs }]);
    expect(found).toEqual(rows);
    const [exact] = /Two buckets, (.*), count exactly/.exec(CONTRACT_PAGE) ?? [];
    expect(BUCKET_NAMES.filter((name) => BUCKETS[name].exact)).toEqual(codesIn(exact));
  });

  test("admit exactly their burst at once", () => {
    for (const bucket of BUCKET_NAMES) {
      expect(drain(bucket, NOW, NOW).taken).toBe(BUCKETS[bucket].burst);
      expect(drain(bucket, Number.NEGATIVE_INFINITY, NOW).taken).toBe(BUCKETS[bucket].burst);
    }
  });

  test("add a token per interval, to the millisecond", () => {
    fc.assert(
      fc.property(anyBucket, fc.integer({ min: 1, max: 20 }), (bucket, intervals) => {
        const { burst, intervalMs } = BUCKETS[bucket];
        const { fullAtMs } = drain(bucket, NOW, NOW);
        const waited = Math.min(intervals, burst);
        expect(drain(bucket, fullAtMs, NOW + waited * intervalMs - 1).taken).toBe(waited - 1);
        expect(drain(bucket, fullAtMs, NOW + waited * intervalMs).taken).toBe(waited);
      }),
    );
  });
});

describe("the state of a bucket", () => {
  test("matches the tokens that it then gives", () => {
    fc.assert(
      fc.property(anyBucket, fc.double({ min: -5, max: 1, noNaN: true }), (bucket, used) => {
        const { burst, intervalMs } = BUCKETS[bucket];
        const fullAtMs = NOW + Math.round(used * burst * intervalMs);
        const state = bucketState(bucket, fullAtMs, NOW);
        expect(state.remaining).toBe(drain(bucket, fullAtMs, NOW).taken);
        expect(state.retryAfterSeconds > 0).toBe(state.remaining === 0);
        expect(takeToken(bucket, fullAtMs, NOW + state.retryAfterSeconds * 1000)).not.toBeNull();
        expect(bucketState(bucket, fullAtMs, NOW + state.fullInMs).remaining).toBe(burst);
      }),
    );
  });

  test("of a full bucket has all tokens and no wait", () => {
    expect(bucketState("characters_synthesize", NOW - 5_000, NOW)).toEqual({
      bucket: "characters_synthesize",
      limit: 12,
      remaining: 12,
      fullInMs: 0,
      resetAtSeconds: 1_800_000_001,
      retryAfterSeconds: 0,
    });
  });

  test("of an empty bucket has no token, and the seconds until the next one, rounded up", () => {
    const { intervalMs, burst } = BUCKETS.characters_synthesize;
    expect(bucketState("characters_synthesize", NOW + intervalMs * burst - 100.5, NOW)).toEqual({
      bucket: "characters_synthesize",
      limit: 12,
      remaining: 0,
      fullInMs: 119_900,
      resetAtSeconds: 1_800_000_121,
      retryAfterSeconds: 10,
    });
    expect(bucketState("characters_synthesize", NOW + intervalMs * burst - 9_500, NOW).retryAfterSeconds).toBe(1);
    expect(bucketState("characters_synthesize", NOW + intervalMs * (burst - 1), NOW).retryAfterSeconds).toBe(0);
  });
});

test("the sums of the ledger fit GraphQL's Int", () => {
  expect(MAX_CREDITS).toBeLessThan(2 ** 31);
});
