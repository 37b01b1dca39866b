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
  /** What `remember` was given for this generation: the vendor is asked for that job, nothing new is sent or paid. */
  readonly resume?: string | null;
  /**
   * Told, once, the name of a job that the vendor took on and will bill, before it is waited for; resolves when that
   * is durable. What it throws ends the call unchanged. Only a provider with `capabilities.resumable` calls it.
   */
  readonly remember?: (vendorJobId: string) => Promise<void>;
};

/** An untrusted answer: the bytes have not been looked at. */
export type ProviderImage = {
  readonly bytes: Uint8Array;
  readonly model: string | null;
  readonly requestId: string | null;
};

/** What a provider can do, so that the pipeline asks for nothing else. */
export type ProviderCapabilities = {
  readonly maxReferences: number;
  readonly seed: boolean;
  /** Calls of unknown outcome may be sent again. */
  readonly dedupes: boolean;
  /** Takes on jobs that outlive the call: `remember` names them, `resume` asks for them again without paying twice. */
  readonly resumable?: boolean;
  /** Size asked for a pose, in px. */
  readonly poseSize: { readonly width: number; readonly height: number };
};

/**
 * The image engine behind the port. `generate` makes exactly one call and never sends anything again:
 * the worker alone decides about that, from the kind of the `ProviderFailure` thrown.
 */
export type ImageProvider = {
  readonly id: string;
  readonly capabilities: ProviderCapabilities;
  generate(request: ImageRequest, call: ProviderCall): Promise<ProviderImage>;
};
