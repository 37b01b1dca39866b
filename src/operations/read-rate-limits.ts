import type { AppContext } from "../context.ts";
import { BUCKET_NAMES, BUCKETS, type BucketState } from "../domain/buckets.ts";
import type { Call } from "../domain/principal.ts";
import { peekBuckets } from "../services/rate-limits/peek-buckets.ts";

/** Every bucket of the team as it is now, in the order of the contract. Takes no token. */
export async function readRateLimits(app: AppContext, call: Call): Promise<readonly BucketState[]> {
  const { teamId } = call.principal;
  const exact = await peekBuckets(
    app.db,
    teamId,
    BUCKET_NAMES.filter((name) => BUCKETS[name].exact),
  );
  return BUCKET_NAMES.map((name) => exact.get(name) ?? app.cheapBuckets.peek(teamId, name));
}
