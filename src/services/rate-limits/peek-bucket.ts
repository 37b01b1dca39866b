import type { Database } from "../../db/client.ts";
import { queryOne } from "../../db/query.ts";
import { type BucketName, type BucketState, bucketState } from "../../domain/buckets.ts";

/** An exact bucket as it is now, without taking a token. */
export async function peekBucket(db: Database, teamId: string, bucket: BucketName): Promise<BucketState> {
  const row = await queryOne(db.sql<{ state: { full_at_ms: number; now_ms: number } }[]>`
    select retake.peek_bucket(${teamId}, ${bucket}) as state`);
  return bucketState(bucket, Number(row.state.full_at_ms), Number(row.state.now_ms));
}
