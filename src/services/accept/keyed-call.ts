import { type BucketName, type BucketState, bucketState } from "../../domain/buckets.ts";
import type { CharacterStatus } from "../../domain/character.ts";
import type { KeyedOperation } from "../../domain/idempotency.ts";
import type { Refusal } from "../../domain/refusals.ts";

/** What every accept is told about the call itself. */
export type KeyedCall = {
  readonly teamId: string;
  /** Null: each call is a new one. */
  readonly idempotencyKey: string | null;
  readonly operation: KeyedOperation;
  /** SHA-256 of operation, target and body. */
  readonly fingerprint: Buffer;
  readonly ttlSeconds: number;
};

/** What an accept answers. `bucket` is null where the operation has no exact bucket. */
export type AcceptResult<T> =
  | { readonly outcome: "accepted" | "replayed"; readonly facts: T; readonly bucket: BucketState | null }
  | { readonly outcome: "refused"; readonly refusal: Refusal; readonly bucket: BucketState | null };

/** A wait for the key, the character or a connection ends after this; the contract's bound. */
export const MAX_WAIT_MS = 5_000;

/** The row every accept function returns. */
export type AcceptRow = {
  outcome: "accepted" | "replayed" | "refused";
  facts: unknown;
  bucket: { full_at_ms: number | string; now_ms: number | string } | null;
};

/** Reads the row: the only place that knows how SQL spells a refusal. `eligible` where the state is asked for. */
export function readAcceptRow<T>(
  row: AcceptRow,
  bucket: BucketName | null,
  eligible: readonly CharacterStatus[] = [],
): AcceptResult<T> {
  const state =
    bucket && row.bucket ? bucketState(bucket, Number(row.bucket.full_at_ms), Number(row.bucket.now_ms)) : null;
  if (row.outcome !== "refused") return { outcome: row.outcome, facts: row.facts as T, bucket: state };
  return { outcome: "refused", refusal: readRefusal(row.facts, state, eligible), bucket: state };
}

/** Completes a refusal from SQL with what only the process knows: eligible states, the wait for a token. */
export function readRefusal(
  facts: unknown,
  bucket: BucketState | null,
  eligible: readonly CharacterStatus[] = [],
): Refusal {
  const refusal = facts as Refusal;
  if (refusal.kind === "character_state") return { ...refusal, eligible };
  if (refusal.kind === "rate_limit_exceeded") {
    return { ...refusal, retryAfterSeconds: Math.max(1, bucket?.retryAfterSeconds ?? 1) };
  }
  return refusal;
}
