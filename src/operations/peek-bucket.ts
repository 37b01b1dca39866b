import type { AppContext } from "../context.ts";
import { BUCKETS, type BucketName, type BucketState } from "../domain/buckets.ts";
import type { Principal } from "../domain/principal.ts";
import * as rateLimits from "../services/rate-limits/peek-bucket.ts";

/** One of the team's buckets as it is now, for answers to calls that took no token. */
export async function peekBucket(app: AppContext, principal: Principal, bucket: BucketName): Promise<BucketState> {
  if (BUCKETS[bucket].exact) return rateLimits.peekBucket(app.db, principal.teamId, bucket);
  return app.cheapBuckets.peek(principal.teamId, bucket);
}
