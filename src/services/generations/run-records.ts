import type { Database } from "../../db/client.ts";
import { query, queryOne } from "../../db/query.ts";
import type { CharacterAttributes, SynthesizedPose } from "../../domain/character.ts";
import type { StoredImage, StoredRef } from "../../domain/snapshots.ts";
import type { GenerationStatus, SynthesisError, SynthesisKind } from "../../domain/synthesis.ts";

export type GenerationPose = SynthesizedPose | "image";

/** What the first attempt of a generation sends, frozen for every later one. Reference pictures are named by blob key. */
export type FrozenRequest = {
  readonly prompt: string;
  readonly template: string;
  readonly seed: number;
  /** Whether the model takes a seed: without it the same request may give another picture. */
  readonly seed_counts: boolean;
  readonly width: number;
  readonly height: number;
  readonly references: readonly string[];
  /** To whom it was sent last; recorded with each attempt. */
  readonly provider?: string;
};

/** A synthesis as its runner needs it (SQL: `claim_synthesis`). */
export type ClaimedSynthesis = {
  readonly id: string;
  readonly team_id: string;
  /** Null for an image of no character. */
  readonly character_id: string | null;
  readonly kind: SynthesisKind | "image";
  readonly attributes: CharacterAttributes | null;
  readonly prompt_override: string | null;
  readonly identity_seed: number;
  /** What the caller of `POST /v1/images` asked for; null for a character's run. */
  readonly order: {
    readonly prompt: string;
    /** px */
    readonly width: number;
    readonly height: number;
    /** Null: none was asked for. */
    readonly seed: number | null;
  } | null;
  /** Steps told so far: where to watch on from. */
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
  /** The job that the vendor took on for a running attempt, to ask for instead of ordering anew. */
  readonly vendor_job_id: string | null;
  /** How long it must not be sent yet. */
  readonly wait_ms: number | null;
};

/** Which attempt a record is about; a record of a replaced runner or attempt changes nothing. */
export type Attempt = {
  readonly synthesisId: string;
  readonly pose: GenerationPose;
  readonly runner: string;
  readonly attempt: number;
};

/** Makes `runner` (a UUID) the one who runs the synthesis; null once it is terminal. */
export async function claimSynthesis(
  db: Database,
  synthesisId: string,
  runner: string,
): Promise<ClaimedSynthesis | null> {
  const row = await queryOne(db.sql<{ claimed: ClaimedSynthesis | null }[]>`
    select retake.claim_synthesis(${synthesisId}, ${runner}) as claimed`);
  return row.claimed;
}

/** A call that may be made now, or for how long the provider wants none from anybody. */
export type Sending = { readonly attempt: number; readonly request: FrozenRequest } | { readonly pausedMs: number };

/**
 * Commits that an attempt is about to be sent; null when it must not be (terminal, replaced, attempts used up). Records
 * nothing while the provider is paused: waiting costs no attempt. With the `attempt` that it shall be it may be said
 * again by the same runner, which has sent nothing yet.
 */
export async function recordSent(
  db: Database,
  about: Omit<Attempt, "attempt">,
  request: FrozenRequest,
  limits: { maxAttempts: number; provider: string; attempt?: number },
): Promise<Sending | null> {
  const [row] = await query(db.sql<{ attempt: number; request: FrozenRequest; pause_ms: string | null }[]>`
    select attempt, request, pause_ms from retake.record_sent(
      ${about.synthesisId}, ${about.pose}, ${about.runner}, ${db.sql.json(request)}, ${limits.maxAttempts},
      ${limits.provider}, ${limits.attempt ?? null})`);
  if (!row) return null;
  return row.pause_ms === null ? row : { pausedMs: Number(row.pause_ms) };
}

/** Commits the name of the job that a vendor took on for an attempt; false when the attempt is nobody's any more. */
export async function rememberVendorJob(db: Database, about: Attempt, job: string): Promise<boolean> {
  const row = await queryOne(db.sql<{ remembered: boolean }[]>`
    select retake.remember_vendor_job(${about.synthesisId}, ${about.pose}, ${about.runner}, ${about.attempt}, ${job}) as remembered`);
  return row.remembered;
}

/** Commits the stored picture of an attempt; false when it came too late to count. */
export async function recordDelivered(
  db: Database,
  about: Attempt,
  image: StoredImage,
  vendor: { model: string | null; requestId: string | null },
): Promise<boolean> {
  const row = await queryOne(db.sql<{ recorded: boolean }[]>`
    select retake.record_delivered(${about.synthesisId}, ${about.pose}, ${about.runner}, ${about.attempt},
      ${db.sql.json(image)}, ${vendor.model}, ${vendor.requestId}) as recorded`);
  return row.recorded;
}

/**
 * Commits that an attempt surely was not billed and may be sent again after the delay. `pauseMs` is what the provider
 * asked for, 0 for nothing: until then no process calls it.
 */
export async function postponeGeneration(
  db: Database,
  about: Attempt,
  delayMs: number,
  asked: { provider: string; pauseMs: number },
): Promise<boolean> {
  const row = await queryOne(db.sql<{ postponed: boolean }[]>`
    select retake.postpone_generation(${about.synthesisId}, ${about.pose}, ${about.runner}, ${about.attempt}, ${delayMs},
      ${asked.provider}, ${asked.pauseMs}) as postponed`);
  return row.postponed;
}

/** Ends a successful synthesis; false when it had ended, was taken over, or lacks a picture. */
export async function settleSynthesis(db: Database, synthesisId: string, runner: string): Promise<boolean> {
  const row = await queryOne(
    db.sql<{ settled: boolean }[]>`select retake.settle_synthesis(${synthesisId}, ${runner}) as settled`,
  );
  return row.settled;
}

/** Fails a synthesis and releases its hold; `runner` null for the sweep and the dead-letter queue. */
export async function failSynthesis(
  db: Database,
  synthesisId: string,
  runner: string | null,
  pose: GenerationPose | null,
  error: SynthesisError,
): Promise<boolean> {
  const row = await queryOne(db.sql<{ failed: boolean }[]>`
    select retake.fail_synthesis(${synthesisId}, ${runner}, ${pose}, ${error}) as failed`);
  return row.failed;
}

/** Fails a synthesis for its deadline; throws `CallError` service_unavailable when a row was locked for `waitMs`. */
export async function failOverdue(db: Database, synthesisId: string, waitMs: number): Promise<boolean> {
  const row = await queryOne(
    db.sql<{ failed: boolean }[]>`
      select retake.fail_synthesis(${synthesisId}, null, null, 'deadline_exceeded') as failed
        from retake.limit_wait(clock_timestamp() + ${waitMs} * interval '1 millisecond')`,
  );
  return row.failed;
}

/** Ids of syntheses past their deadline, at most `limit`. */
export async function overdueSyntheses(db: Database, limit: number): Promise<readonly string[]> {
  const rows = await query(db.sql<{ id: string }[]>`select retake.overdue_syntheses(${limit}) as id`);
  return rows.map((row) => row.id);
}
