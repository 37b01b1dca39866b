/**
 * Token buckets (docs/contract.md "Buckets") with room for `burst` tokens and a new one every `intervalMs`. An
 * `exact` bucket is kept in the database and is exact over all processes; the others are kept per process.
 */
export const BUCKETS = {
  characters_synthesize: { burst: 12, intervalMs: 10_000, exact: true },
  characters_post: { burst: 60, intervalMs: 2_000, exact: false },
  characters_get: { burst: 240, intervalMs: 500, exact: false },
  images_post: { burst: 120, intervalMs: 1_000, exact: true },
  estimate_post: { burst: 240, intervalMs: 500, exact: false },
  reads: { burst: 1_200, intervalMs: 100, exact: false },
} as const satisfies Record<string, { burst: number; intervalMs: number; exact: boolean }>;

export type BucketName = keyof typeof BUCKETS;

export const BUCKET_NAMES = Object.keys(BUCKETS) as readonly BucketName[];

/** A bucket at one instant. */
export type BucketState = {
  readonly bucket: BucketName;
  readonly limit: number;
  /** Whole tokens left. */
  readonly remaining: number;
  /** Milliseconds until the bucket is full again, rounded up; 0 when it is full. */
  readonly fullInMs: number;
  /** Epoch seconds when it is full again, rounded up. */
  readonly resetAtSeconds: number;
  /** Whole seconds until a token is available; 0 when one is available now. */
  readonly retryAfterSeconds: number;
};

/** The state at `nowMs` of a bucket that will be full at `fullAtMs`, both in epoch milliseconds. */
export function bucketState(bucket: BucketName, fullAtMs: number, nowMs: number): BucketState {
  const { burst, intervalMs } = BUCKETS[bucket];
  const fullInMs = Math.max(0, Math.ceil(fullAtMs - nowMs));
  const missingMs = fullInMs + intervalMs - intervalMs * burst;
  return {
    bucket,
    limit: burst,
    remaining: Math.max(0, Math.floor((intervalMs * burst - fullInMs) / intervalMs)),
    fullInMs,
    resetAtSeconds: Math.ceil(Math.max(fullAtMs, nowMs) / 1000),
    retryAfterSeconds: Math.max(0, Math.ceil(missingMs / 1000)),
  };
}

/**
 * Takes a token by the generic cell rate algorithm, which stores only the time at which the bucket will be full.
 * Returns the new time, or null when the bucket is empty.
 */
export function takeToken(bucket: BucketName, fullAtMs: number, nowMs: number): number | null {
  const { burst, intervalMs } = BUCKETS[bucket];
  const next = Math.max(fullAtMs, nowMs) + intervalMs;
  return next - nowMs <= intervalMs * burst ? next : null;
}
