import type { Database } from "../../db/client.ts";
import { queryOne } from "../../db/query.ts";
import { BUCKETS } from "../../domain/buckets.ts";
import type { ContractVersion } from "../../domain/contract-version.ts";
import type { ImageSnapshot } from "../../domain/snapshots.ts";
import { type AcceptResult, type AcceptRow, type IdempotentRequest, limitAccept, readAcceptRow } from "./accept.ts";
import type { CallLimiter } from "./call-limiter.ts";

/** One picture from a prompt, perhaps with a character. `price` in credits, sizes in px. */
export type ImageOrder = {
  readonly imageId: string;
  readonly characterId: string | null;
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  /** Null: each try may look different. */
  readonly seed: number | null;
  readonly version: ContractVersion;
  readonly price: number;
  /** Used without a character; else the person of its set is kept. */
  readonly identitySeed: number;
  readonly deadlineMs: number;
};

export type AcceptedImage = { readonly image: ImageSnapshot };

const REFUSALS = [
  "character_not_ready",
  "insufficient_credits",
  "not_found",
  "idempotency_key_in_use",
  "rate_limit_exceeded",
] as const;

/** Admits an image: one statement, `accept_image`. Errors as `acceptSynthesis`. */
export async function acceptImage(
  db: Database,
  limiter: CallLimiter,
  call: IdempotentRequest,
  order: ImageOrder,
): Promise<AcceptResult<AcceptedImage, (typeof REFUSALS)[number]>> {
  const bucket = BUCKETS.images_post;
  return limitAccept(limiter, call, order.characterId, async (waitMs) => {
    const row = await queryOne(db.sql<AcceptRow[]>`
      select outcome, facts, bucket from retake.accept_image(
        ${call.teamId}, ${call.idempotencyKey}, ${call.operation}, ${call.fingerprint}, ${call.ttlSeconds}, ${waitMs},
        'images_post', ${bucket.burst}, ${bucket.intervalMs},
        ${order.imageId}, ${order.characterId}, ${order.prompt}, ${order.width}, ${order.height}, ${order.seed},
        ${order.version}, ${order.price}, ${order.identitySeed}, ${order.deadlineMs}, ${call.apiKeyId})`);
    return readAcceptRow<AcceptedImage, (typeof REFUSALS)[number]>(row, "images_post", REFUSALS);
  });
}
