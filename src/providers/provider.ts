import type { CharacterAttributes } from "../domain/attributes.ts";
import type { SynthesizedPose } from "../domain/pose.ts";

/** An image handed to a provider as reference: PNG or JPEG bytes, longer side at most 1024 px. */
export type ReferenceImage = { readonly bytes: Uint8Array; readonly mediaType: "image/png" | "image/jpeg" };

/** One picture to make. `pose` is `image` for a free prompt (`POST /v1/images`). */
export type ImageRequest = {
  readonly pose: SynthesizedPose | "image";
  /** Attributes as frozen at the accept; `{}` when there are none. */
  readonly attributes: CharacterAttributes;
  readonly prompt: string;
  readonly references: readonly ReferenceImage[];
  /** Same identity seed = same person and outfit (decimal text of an unsigned 32-bit integer). */
  readonly identitySeed: number;
  /** Differs with each synthesis and pose; what a vendor gets as its seed (unsigned 32-bit). */
  readonly seed: number;
  readonly width: number;
  readonly height: number;
};

/** What identifies and bounds one call. */
export type ProviderCall = {
  /** `<synthesis id>:<pose>`, the same on every attempt; sent as `Idempotency-Key`. */
  readonly key: string;
  readonly signal: AbortSignal;
  /** The job that an earlier attempt gave to `remember`: it is polled, and nothing new is sent or paid. */
  readonly resume?: string | null;
  /**
   * Records the name of a job that the vendor has accepted and will bill. The provider calls it once, before it waits for
   * the job. Resolves when the name is durable; an error from it ends the call and is thrown unchanged. Only a provider
   * with `capabilities.resumable` calls it.
   */
  readonly remember?: (vendorJobId: string) => Promise<void>;
};

/** An untrusted answer: the bytes have not been checked. */
export type ProviderImage = {
  readonly bytes: Uint8Array;
  readonly model: string | null;
  readonly requestId: string | null;
};

/** What a provider can do. The pipeline asks for nothing else. */
export type ProviderCapabilities = {
  readonly maxReferences: number;
  readonly seed: boolean;
  /** Calls of unknown outcome may be sent again. */
  readonly dedupes: boolean;
  /** Accepts jobs that outlive the call: `remember` records them, `resume` polls them again without a second payment. */
  readonly resumable?: boolean;
  /** Size asked for a pose, in px. */
  readonly poseSize: { readonly width: number; readonly height: number };
};

/**
 * The port to an image engine. `generate` makes exactly one paid call and never repeats it: the worker decides about
 * that from the kind of the `ProviderFailure`.
 */
export type ImageProvider = {
  readonly id: string;
  readonly capabilities: ProviderCapabilities;
  generate(request: ImageRequest, call: ProviderCall): Promise<ProviderImage>;
};
