import type { CharacterAttributes, SynthesizedPose } from "../domain/character.ts";

/** A reference image for a provider: PNG or JPEG bytes, longer side at most 1024 px. */
export type ReferenceImage = { readonly bytes: Uint8Array; readonly mediaType: "image/png" | "image/jpeg" };

/** One image to make. `pose` is `image` for a free prompt (`POST /v1/images`). */
export type ImageRequest = {
  readonly pose: SynthesizedPose | "image";
  /** Attributes as stored at the accept; `{}` when there are none. */
  readonly attributes: CharacterAttributes;
  readonly prompt: string;
  readonly references: readonly ReferenceImage[];
  /** The same identity seed gives the same person and outfit (decimal text of an unsigned 32-bit integer). */
  readonly identitySeed: number;
  /** The seed for the vendor, unsigned 32-bit. It differs with each synthesis and pose. */
  readonly seed: number;
  readonly width: number;
  readonly height: number;
};

/** Identifies and bounds one call. */
export type ProviderCall = {
  /** `<synthesis id>:<pose>`, the same on every attempt; sent as `Idempotency-Key`. */
  readonly key: string;
  readonly signal: AbortSignal;
  /** The job that an earlier attempt gave to `remember`. It is polled; nothing new is sent or paid. */
  readonly resume?: string | null;
  /**
   * Records the name of a job that the vendor has accepted and will bill. A provider with `capabilities.resumable`
   * calls it once, before it waits for the job; others never do. Resolves when the name is durable. An error from it
   * ends the call and is thrown unchanged.
   */
  readonly remember?: (vendorJobId: string) => Promise<void>;
};

/** An untrusted answer whose bytes have not been checked. */
export type ProviderImage = {
  readonly bytes: Uint8Array;
  readonly model: string | null;
  readonly requestId: string | null;
};

/** What a provider supports. The pipeline requests nothing else. */
export type ProviderCapabilities = {
  readonly maxReferences: number;
  readonly seed: boolean;
  /** Calls with an unknown outcome may be sent again. */
  readonly dedupes: boolean;
  /** Vendor jobs outlive the call: `remember` records them, and `resume` polls them without a second payment. */
  readonly resumable?: boolean;
  /** The size requested for a pose, in px. */
  readonly poseSize: { readonly width: number; readonly height: number };
};

/**
 * The port to an image engine. `generate` makes exactly one paid call and never repeats it. The worker decides about
 * repeating from the kind of the `ProviderFailure`.
 */
export type ImageProvider = {
  readonly id: string;
  readonly capabilities: ProviderCapabilities;
  generate(request: ImageRequest, call: ProviderCall): Promise<ProviderImage>;
};

/**
 * What a failed call means for billing:
 * - `not_sent`: certainly not billed (connection refused, 429 without a used-up quota, 503 with `Retry-After` or the
 *   vendor's own JSON error); may be sent again;
 * - `outcome_unknown`: possibly billed (timeout, reset, truncated answer, any other 5xx); sent again only to a
 *   provider that dedupes;
 * - `rejected`: refused for its content;
 * - `unavailable`: bad key, used-up quota or wrong model;
 * - `unusable`: a readable answer whose image is unusable or not allowed;
 * - `aborted`: the caller's signal ended the call.
 */
export type ProviderFailureKind = "not_sent" | "outcome_unknown" | "rejected" | "unavailable" | "unusable" | "aborted";

/** A failed provider call. The message is for the log and contains neither the prompt nor a secret. */
export class ProviderFailure extends Error {
  override readonly name = "ProviderFailure";
  readonly kind: ProviderFailureKind;
  /** Seconds that the vendor asked to wait; null when it gave none. */
  readonly retryAfterSeconds: number | null;
  /** The vendor's request id, to quote to its support; null without an answer. */
  readonly requestId: string | null;

  constructor(
    kind: ProviderFailureKind,
    message: string,
    options: { retryAfterSeconds?: number; requestId?: string | null; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.requestId = options.requestId ?? null;
  }
}
