import { LRUCache } from "lru-cache";
import { BUCKETS, type BucketName, type BucketState, bucketState, takeToken } from "../../domain/buckets.ts";
import type { Clock } from "../../domain/clock.ts";

/** Buckets kept per process: for calls that cost no credits, where a few too many over several processes do no harm. */
export type LocalRateLimiter = {
  /** Takes one token if there is one. */
  readonly take: (teamId: string, bucket: BucketName) => { admitted: boolean; state: BucketState };
  /** Undoes a take: the call turned out to be one that takes no token. */
  readonly giveBack: (teamId: string, bucket: BucketName) => void;
  readonly find: (teamId: string, bucket: BucketName) => BucketState;
};

/** Teams and buckets remembered at once; one that falls out starts full again. */
const MAX_BUCKETS = 100_000;

export function createLocalRateLimiter(clock: Clock): LocalRateLimiter {
  const fullAt = new LRUCache<string, number>({ max: MAX_BUCKETS });
  return {
    take: (teamId, bucket) => {
      const name = `${teamId} ${bucket}`;
      const now = clock.now().getTime();
      const before = fullAt.get(name) ?? now;
      const next = takeToken(bucket, before, now);
      if (next !== null) fullAt.set(name, next);
      return { admitted: next !== null, state: bucketState(bucket, next ?? before, now) };
    },
    giveBack: (teamId, bucket) => {
      const name = `${teamId} ${bucket}`;
      const before = fullAt.get(name);
      if (before !== undefined) fullAt.set(name, before - BUCKETS[bucket].intervalMs);
    },
    find: (teamId, bucket) => {
      const now = clock.now().getTime();
      return bucketState(bucket, fullAt.get(`${teamId} ${bucket}`) ?? now, now);
    },
  };
}
