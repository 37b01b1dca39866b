import type { generateImage } from "ai";
import type { ImageRequest, ProviderCall } from "../provider.ts";
import type { Reading } from "./failure-table.ts";
import { requestIdOf } from "./http/answer-facts.ts";
import { type GuardedFetch, guardedFetch, type InlinePicture } from "./http/guarded-fetch.ts";
import { type FittedSize, fitSize } from "./models/fit-size.ts";
import { capabilitiesOf, type ModelFamily, vendorSeed } from "./models/model-family.ts";
import type { OpenVendor, VendorAccess } from "./vendor.ts";

type SdkCall = Parameters<typeof generateImage>[0];

/** A vendor that the AI SDK speaks to, in one request. */
export type SdkVendor = {
  readonly family: ModelFamily;
  readonly isOwnError: Reading["isOwnError"];
  /** Needed for a vendor whose answers hold pictures in more ways than the SDK reads. */
  readonly inlinePicture?: InlinePicture;
  readonly createModel: (fetch: typeof globalThis.fetch) => SdkCall["model"];
  /** How the vendor takes size and seed. */
  readonly options: (facts: { size: FittedSize; seed: number }) => Partial<SdkCall>;
};

/** Opens a vendor on top of the SDK's image models. */
export async function openSdkVendor(access: VendorAccess, vendor: SdkVendor): Promise<OpenVendor> {
  const sdk = await import("ai");
  // It prints its warnings otherwise.
  globalThis.AI_SDK_LOG_WARNINGS = false;
  const reading = { apiKey: access.apiKey, isOwnError: vendor.isOwnError };
  const sources = {
    own: new URL(access.baseUrl),
    deliveryHosts: access.imageHosts,
    headers: access.apiKey === null ? {} : { authorization: `Bearer ${access.apiKey}` },
  };
  return {
    capabilities: capabilitiesOf(vendor.family, { dedupes: access.dedupes, resumable: false }),
    generate: async (request, call) => {
      const wire = guardedFetch({ sources, reading, inlinePicture: vendor.inlinePicture }, call.signal);
      try {
        const { image } = await sdk.generateImage(sdkCall(vendor, wire, request, call));
        return { bytes: image.uint8Array, model: access.model, requestId: requestId(wire, access.apiKey) };
      } catch (error) {
        throw wire.failure(error);
      }
    },
  };
}

function sdkCall(vendor: SdkVendor, wire: GuardedFetch, request: ImageRequest, call: ProviderCall): SdkCall {
  const images = request.references.slice(0, vendor.family.maxReferences).map(({ bytes }) => bytes);
  return {
    model: vendor.createModel(wire.fetch),
    prompt: images.length > 0 ? { text: request.prompt, images } : request.prompt,
    n: 1,
    // A repeated request is a second payment: the worker alone decides about that.
    maxRetries: 0,
    abortSignal: call.signal,
    headers: { "idempotency-key": call.key },
    ...vendor.options({ size: fitSize(vendor.family.sizing, request), seed: vendorSeed(request.seed) }),
  };
}

function requestId(wire: GuardedFetch, apiKey: string | null): string | null {
  const answer = wire.answer();
  return answer ? requestIdOf(answer, apiKey) : null;
}
