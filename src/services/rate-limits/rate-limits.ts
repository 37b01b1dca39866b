import { LRUCache } from "lru-cache";
import type { Database } from "../../db/client.ts";
import { query, queryOne } from "../../db/query.ts";
import { BUCKETS, type BucketName, type BucketState, bucketState, takeToken } from "../../domain/buckets.ts";
import type { Clock } from "../../domain/clock.ts";

/**
 * Buckets kept per process, for calls that cost no credits. A few calls too many over several processes do no harm.
 */
export type LocalRateLimiter = {
  /** Takes one token if there is one. */
  readonly take: (teamId: string, bucket: BucketName) => { admitted: boolean; state: BucketState };
  /** Returns a token when the call turns out not to need one. */
  readonly giveBack: (teamId: string, bucket: BucketName) => void;
  readonly find: (teamId: string, bucket: BucketName) => BucketState;
};

/** The most buckets kept at once. A dropped one starts full again. */
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

type Row = { name: BucketName; state: { full_at_ms: number; now_ms: number } };

/** The present state of exact buckets, in one statement. */
export async function findBuckets(
  db: Database,
  teamId: string,
  buckets: readonly BucketName[],
): Promise<ReadonlyMap<BucketName, BucketState>> {
  const rows = await query(
    db.sql<Row[]>`select name, state from retake.peek_buckets(${teamId}, ${buckets as string[]})`,
  );
  return new Map(rows.map(({ name, state }) => [name, bucketState(name, state.full_at_ms, state.now_ms)]));
}

/** The present state of an exact bucket, without taking a token. */
export async function findBucket(db: Database, teamId: string, bucket: BucketName): Promise<BucketState> {
  const row = await queryOne(db.sql<{ state: { full_at_ms: number; now_ms: number } }[]>`
    select retake.peek_bucket(${teamId}, ${bucket}) as state`);
  return bucketState(bucket, row.state.full_at_ms, row.state.now_ms);
}
