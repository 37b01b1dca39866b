import type { Database } from "../../db/client.ts";
import { query, queryOne } from "../../db/query.ts";
import { type BucketName, type BucketState, bucketState } from "../../domain/buckets.ts";

type Row = { name: BucketName; state: { full_at_ms: number; now_ms: number } };

/** Exact buckets as they are now, in one statement. */
export async function findBuckets(
  db: Database,
  teamId: string,
  buckets: readonly BucketName[],
): Promise<ReadonlyMap<BucketName, BucketState>> {
  const rows = await query(
    db.sql<Row[]>`select name, state from retake.peek_buckets(${teamId}, ${buckets as string[]})`,
  );
  return new Map(
    rows.map(({ name, state }) => [name, bucketState(name, Number(state.full_at_ms), Number(state.now_ms))]),
  );
}

/** An exact bucket as it is now, without taking a token. */
export async function findBucket(db: Database, teamId: string, bucket: BucketName): Promise<BucketState> {
  const row = await queryOne(db.sql<{ state: { full_at_ms: number; now_ms: number } }[]>`
    select retake.peek_bucket(${teamId}, ${bucket}) as state`);
  return bucketState(bucket, Number(row.state.full_at_ms), Number(row.state.now_ms));
}
