import { setTimeout as delay } from "node:timers/promises";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import type { KeyedLimiter } from "../domain/limiter.ts";
import type { SynthesisError } from "../domain/synthesis.ts";
import type { ClaimedSynthesis, GenerationPose } from "../services/generations/run-records.ts";
import type { KnownReferences } from "./provider-request.ts";

/** One run of one synthesis by this worker. */
export type Run = {
  readonly app: AppContext;
  readonly synthesis: ClaimedSynthesis;
  /** Fencing token of this run. Once another run has claimed the synthesis, this run's statements match no row. */
  readonly runner: string;
  /** Bounds the provider calls of this process, keyed by team. */
  readonly calls: Pick<KeyedLimiter, "run">;
  /** Aborts the calls in flight when the synthesis has ended or the grace period of a shutdown is over. */
  readonly signal: AbortSignal;
  /** True once the process is shutting down and no new call may start. */
  readonly draining: () => boolean;
  /** Deliveries in progress. The run ends only when all of them have settled. */
  readonly pending: Promise<unknown>[];
  readonly references: KnownReferences;
};

/** Thrown to end the synthesis as failed. */
export class SynthesisFailed extends Error {
  override readonly name = "SynthesisFailed";
  readonly error: SynthesisError;
  readonly pose: GenerationPose | null;

  constructor(error: SynthesisError, pose: GenerationPose | null, options: { cause?: unknown } = {}) {
    super(error, options);
    this.error = error;
    this.pose = pose;
  }
}

/** Thrown when another run has claimed the synthesis or it has ended, so this run has nothing left to do. */
export class SupersededError extends Error {
  override readonly name = "SupersededError";
}

/** Thrown when the process is shutting down. The job returns to the queue for another worker. */
export class RequeueJob extends Error {
  override readonly name = "RequeueJob";
}

const PAUSE_MS = 500;
/** Tries while a blob store answers with errors. After about five seconds the image is lost. */
const MAX_STORE_TRIES = 10;

/**
 * Repeats a statement while the database can't be reached, every `pauseMs`. It is meant for records about an image
 * that is already paid for, which must not be lost. The statement must be safe to repeat. Throws its error once
 * `signal` has aborted.
 */
export function retryWhileUnavailable<T>(
  signal: AbortSignal,
  record: () => Promise<T>,
  pauseMs = PAUSE_MS,
): Promise<T> {
  const again = (error: unknown) => error instanceof CallError && error.code === "service_unavailable";
  return repeat(signal, record, again, pauseMs);
}

/** Repeats reading or storing blobs, which is safe because the same key always has the same bytes. */
export function retryBlobStore<T>(signal: AbortSignal, work: () => Promise<T>, pauseMs = PAUSE_MS): Promise<T> {
  let tries = 0;
  const again = () => {
    tries += 1;
    return tries < MAX_STORE_TRIES;
  };
  return repeat(signal, work, again, pauseMs);
}

async function repeat<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
  again: (error: unknown) => boolean,
  pauseMs: number,
): Promise<T> {
  while (true) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !again(error)) throw error;
      await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  }
}
