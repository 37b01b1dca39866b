import type { AppContext } from "../context.ts";
import type { KeyedLimiter } from "../domain/limiter.ts";
import type { SynthesisError } from "../domain/synthesis.ts";
import type { ClaimedSynthesis, GenerationPose } from "../services/generations/run-records.ts";
import type { KnownReferences } from "./references.ts";

/** One worker's turn at one synthesis. */
export type Run = {
  readonly app: AppContext;
  readonly synthesis: ClaimedSynthesis;
  /** Fences this turn: a later runner's claim makes our records match no row. */
  readonly runner: string;
  /** Bounds the provider calls of this process, keyed by team. */
  readonly calls: Pick<KeyedLimiter, "run">;
  /** Aborts calls under way: the synthesis ended, or the grace of a shutdown is over. */
  readonly signal: AbortSignal;
  /** True once no new call may be started: the process is stopping. */
  readonly draining: () => boolean;
  /** Deliveries under way; none is left behind when the run ends. */
  readonly pending: Promise<unknown>[];
  readonly references: KnownReferences;
};

/** Ends the synthesis as failed. */
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

/** Another runner has it, or it ended meanwhile: nothing is left to do here. */
export class RunLost extends Error {
  override readonly name = "RunLost";
}

/** The process stops: the job goes back to the queue for another worker. */
export class HandedBack extends Error {
  override readonly name = "HandedBack";
}
