import { z } from "zod";
import type { Database } from "../../db/client.ts";
import { query, queryRow, queryRows } from "../../db/query.ts";
import { attributesRow, storedImage, storedRef } from "../../db/rows.ts";
import { type CharacterAttributes, SYNTHESIZED_POSES, type SynthesizedPose } from "../../domain/character.ts";
import type { StoredImage, StoredRef } from "../../domain/snapshots.ts";
import {
  GENERATION_STATUSES,
  type GenerationStatus,
  SYNTHESIS_KINDS,
  type SynthesisError,
  type SynthesisKind,
} from "../../domain/synthesis.ts";

export type GenerationPose = SynthesizedPose | "image";

/**
 * The request of a generation's first attempt, which all later attempts repeat. Reference images are named by blob
 * key.
 */
export type FrozenRequest = {
  readonly prompt: string;
  readonly template: string;
  readonly seed: number;
  /** Whether the model takes a seed. Without one the same request may give another image. */
  readonly seed_counts: boolean;
  readonly width: number;
  readonly height: number;
  readonly references: readonly string[];
  /** The provider that the last attempt was sent to. */
  readonly provider?: string;
};

/** A synthesis with everything that a run needs (SQL: `claim_synthesis`). */
export type ClaimedSynthesis = {
  readonly id: string;
  readonly team_id: string;
  /** Null for an image without a character. */
  readonly character_id: string | null;
  readonly kind: SynthesisKind | "image";
  readonly attributes: CharacterAttributes | null;
  readonly prompt_override: string | null;
  readonly identity_seed: number;
  /** The request of `POST /v1/images`; null for a character's synthesis. */
  readonly order: {
    readonly prompt: string;
    /** In px, like `height`. */
    readonly width: number;
    readonly height: number;
    /** Null when the caller gave none. */
    readonly seed: number | null;
  } | null;
  /** The last recorded step, from which the run watches for the end. */
  readonly progress_seq: number;
  readonly base_refs: readonly StoredRef[];
  readonly generations: readonly ClaimedGeneration[];
};

export type ClaimedGeneration = {
  readonly pose: GenerationPose;
  readonly status: GenerationStatus;
  readonly attempt: number;
  readonly request: FrozenRequest | null;
  readonly image: StoredImage | null;
  /** The job that the vendor accepted for a running attempt. It is polled instead of a new order. */
  readonly vendor_job_id: string | null;
  /** Time in ms before the next call may be sent; null when there is no wait. */
  readonly wait_ms: number | null;
};

/** Identifies an attempt. A record of a replaced runner or attempt changes nothing. */
export type Attempt = {
  readonly synthesisId: string;
  readonly pose: GenerationPose;
  readonly runner: string;
  readonly attempt: number;
};

const poseOrImage = z.enum([...SYNTHESIZED_POSES, "image"]);

const frozenRequest = z.looseObject({
  prompt: z.string(),
  template: z.string(),
  seed: z.number(),
  seed_counts: z.boolean(),
  width: z.int(),
  height: z.int(),
  references: z.array(z.string()),
  provider: z.string().exactOptional(),
}) satisfies z.ZodType<FrozenRequest>;

const claimedGeneration = z.looseObject({
  pose: poseOrImage,
  status: z.enum(GENERATION_STATUSES),
  attempt: z.int(),
  request: frozenRequest.nullable(),
  image: storedImage.nullable(),
  vendor_job_id: z.string().nullable(),
  wait_ms: z.number().nullable(),
}) satisfies z.ZodType<ClaimedGeneration>;

const claimedSynthesis = z.looseObject({
  id: z.string(),
  team_id: z.string(),
  character_id: z.string().nullable(),
  kind: z.enum([...SYNTHESIS_KINDS, "image"]),
  attributes: attributesRow,
  prompt_override: z.string().nullable(),
  identity_seed: z.number(),
  order: z.looseObject({ prompt: z.string(), width: z.int(), height: z.int(), seed: z.number().nullable() }).nullable(),
  progress_seq: z.int(),
  base_refs: z.array(storedRef),
  generations: z.array(claimedGeneration),
}) satisfies z.ZodType<ClaimedSynthesis>;

const claimRow = z.object({ claimed: claimedSynthesis.nullable() });

/** For a paused provider only `pause_ms` is set. It is a bigint, which the driver returns as text. */
const sentRow = z.union([
  z.object({ attempt: z.int(), request: frozenRequest, pause_ms: z.null() }),
  z.object({ pause_ms: z.string() }),
]);

/** Makes `runner` (a UUID) the owner of the synthesis. Returns null once it is terminal. */
export async function claimSynthesis(
  db: Database,
  synthesisId: string,
  runner: string,
): Promise<ClaimedSynthesis | null> {
  const row = await queryRow(claimRow, db.sql`select retake.claim_synthesis(${synthesisId}, ${runner}) as claimed`);
  return row.claimed;
}

/** An attempt that may be sent now, or the remaining pause of the provider in ms. */
export type Sending = { readonly attempt: number; readonly request: FrozenRequest } | { readonly pausedMs: number };

/**
 * Commits that an attempt is about to be sent. Returns null when it must not be sent: the synthesis is terminal,
 * another run owns it, or its attempts are used up. Records nothing while the provider is paused, so that waiting
 * uses up no attempt. The same runner may repeat the call with the same `attempt` as long as nothing has been sent.
 */
export async function recordSent(
  db: Database,
  about: Omit<Attempt, "attempt">,
  request: FrozenRequest,
  limits: { maxAttempts: number; provider: string; attempt?: number },
): Promise<Sending | null> {
  const [row] = await queryRows(
    sentRow,
    db.sql`
    select attempt, request, pause_ms from retake.record_sent(
      ${about.synthesisId}, ${about.pose}, ${about.runner}, ${db.sql.json(request)}, ${limits.maxAttempts},
      ${limits.provider}, ${limits.attempt ?? null})`,
  );
  if (!row) return null;
  return row.pause_ms === null ? row : { pausedMs: Number(row.pause_ms) };
}

/**
 * Commits the name of the job that a vendor accepted for an attempt. Returns false when another run or attempt has
 * taken over.
 */
export async function rememberVendorJob(db: Database, about: Attempt, job: string): Promise<boolean> {
  return isDone(db.sql`
    select retake.remember_vendor_job(${about.synthesisId}, ${about.pose}, ${about.runner}, ${about.attempt}, ${job}) as done`);
}

/** Commits the stored image of an attempt. Returns false when it came too late to count. */
export async function recordDelivered(
  db: Database,
  about: Attempt,
  image: StoredImage,
  vendor: { model: string | null; requestId: string | null },
): Promise<boolean> {
  return isDone(db.sql`
    select retake.record_delivered(${about.synthesisId}, ${about.pose}, ${about.runner}, ${about.attempt},
      ${db.sql.json(image)}, ${vendor.model}, ${vendor.requestId}) as done`);
}

/**
 * Commits that an attempt certainly was not billed and may be sent again after the delay. `pauseMs` is the pause that
 * the provider asked for, 0 for none. No process calls the provider during the pause.
 */
export async function postponeGeneration(
  db: Database,
  about: Attempt,
  delayMs: number,
  asked: { provider: string; pauseMs: number },
): Promise<boolean> {
  return isDone(db.sql`
    select retake.postpone_generation(${about.synthesisId}, ${about.pose}, ${about.runner}, ${about.attempt}, ${delayMs},
      ${asked.provider}, ${asked.pauseMs}) as done`);
}

/** Ends a successful synthesis. Returns false when it has ended, another run owns it, or an image is missing. */
export async function settleSynthesis(db: Database, synthesisId: string, runner: string): Promise<boolean> {
  return isDone(db.sql`select retake.settle_synthesis(${synthesisId}, ${runner}) as done`);
}

/** Fails a synthesis and releases its hold. `runner` is null for the sweep and the dead-letter queue. */
export async function failSynthesis(
  db: Database,
  synthesisId: string,
  runner: string | null,
  pose: GenerationPose | null,
  error: SynthesisError,
): Promise<boolean> {
  return isDone(db.sql`select retake.fail_synthesis(${synthesisId}, ${runner}, ${pose}, ${error}) as done`);
}

/**
 * Fails a synthesis past its deadline. Throws `CallError` `service_unavailable` when a row stays locked for `waitMs`.
 */
export async function failOverdue(db: Database, synthesisId: string, waitMs: number): Promise<boolean> {
  return isDone(db.sql`
    select retake.fail_synthesis(${synthesisId}, null, null, 'deadline_exceeded') as done
      from retake.limit_wait(clock_timestamp() + ${waitMs} * interval '1 millisecond')`);
}

/** Ids of at most `limit` syntheses past their deadline. */
export async function overdueSyntheses(db: Database, limit: number): Promise<readonly string[]> {
  const rows = await query(db.sql<{ id: string }[]>`select retake.overdue_syntheses(${limit}) as id`);
  return rows.map((row) => row.id);
}

const doneRow = z.object({ done: z.boolean() });

/** Whether a record was made. False means that it came too late to count. */
async function isDone(statement: PromiseLike<readonly unknown[]>): Promise<boolean> {
  return (await queryRow(doneRow, statement)).done;
}
