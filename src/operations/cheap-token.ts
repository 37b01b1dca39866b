import type { AppContext } from "../context.ts";
import type { BucketName } from "../domain/buckets.ts";
import type { Call } from "../domain/principal.ts";
import { type Refusal, refused } from "../domain/refusals.ts";

/** Takes a token of a bucket that is kept per process; the refusal when it is empty, else null. */
export function takeCheapToken(
  app: AppContext,
  call: Call,
  bucket: BucketName,
): { ok: false; refusal: Refusal } | null {
  const { admitted, state } = app.cheapBuckets.take(call.principal.teamId, bucket);
  call.noteBucket(state);
  if (admitted) return null;
  return refused({ kind: "rate_limit_exceeded", bucket, retryAfterSeconds: Math.max(1, state.retryAfterSeconds) });
}
