import type { generateImage } from "ai";
import { type ImageRequest, type ProviderCall, ProviderFailure } from "../provider.ts";
import { failureOfAnswer, jsonOf, type Reading, requestIdOf } from "./failures.ts";
import {
  type Answer,
  BrokenExchange,
  downloadImage,
  exchange,
  failureOfBreak,
  type ImageSources,
  isCancelled,
} from "./http.ts";
import {
  capabilitiesOf,
  type FittedSize,
  fitSize,
  type ModelFamily,
  type OpenVendor,
  type VendorAccess,
  vendorSeed,
} from "./vendor.ts";

type SdkCall = Parameters<typeof generateImage>[0];

/** A vendor that the AI SDK calls with a single request. */
type SdkVendor = {
  readonly family: ModelFamily;
  readonly isOwnError: Reading["isOwnError"];
  /** Converts answers whose images have forms that the SDK can't read. */
  readonly inlineImage?: InlineImage;
  readonly createModel: (fetch: typeof globalThis.fetch) => SdkCall["model"];
  /** Size and seed in the form the vendor expects. */
  readonly options: (options: { size: FittedSize; seed: number }) => Partial<SdkCall>;
};

/** Opens a vendor on top of the SDK's image models. */
export async function openSdkVendor(access: VendorAccess, vendor: SdkVendor): Promise<OpenVendor> {
  const sdk = await import("ai");
  // Stops the SDK from printing its warnings to the console.
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
      const wire = guardedFetch({ sources, reading, inlineImage: vendor.inlineImage }, call.signal);
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
    // A repeated request would be paid for again. Only the worker decides about repeating.
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

/** The connection of one provider call, passed to a client library as its `fetch`. */
type GuardedFetch = {
  readonly fetch: typeof globalThis.fetch;
  /** The answer to the paid request, or null before there is one. */
  readonly answer: () => Answer | null;
  /** Classifies a call that made no image, given what the library has thrown. */
  readonly failure: (thrown: unknown) => ProviderFailure;
};

/**
 * Puts the image of a successful answer where the library expects it. Returns the same value when it is already
 * there. `download` fetches an image's URL by the rules of `downloadImage`.
 */
export type InlineImage = (json: unknown, download: (url: string) => Promise<Buffer>) => Promise<unknown>;

type Wire = {
  readonly sources: ImageSources;
  readonly reading: Reading;
  readonly inlineImage?: InlineImage | undefined;
};

/**
 * A `fetch` that sends exactly one paid request, reads at most 20 MB of its answer, follows no redirect and refuses
 * every further request. It keeps the answer, so that a failure is classified from it and not from the library's
 * message.
 */
function guardedFetch({ sources, reading, inlineImage }: Wire, signal: AbortSignal): GuardedFetch {
  let paid = false;
  let answer: Answer | null = null;
  let failure: ProviderFailure | null = null;

  const pay = async (url: URL, init: RequestInit): Promise<Answer> => {
    if (paid || init.method !== "POST") {
      throw new ProviderFailure("outcome_unknown", "the client library tried to send a second request");
    }
    paid = true;
    const form = new Response(init.body ?? null);
    const headers = { ...Object.fromEntries(form.headers), ...Object.fromEntries(new Headers(init.headers)) };
    const body = new Uint8Array(await form.arrayBuffer());
    answer = await exchange({ url, method: "POST", headers, body }, signal);
    return answer;
  };
  const bodyWithImage = async (paidFor: Answer): Promise<Buffer> => {
    if (!inlineImage || paidFor.status >= 300) return paidFor.bytes;
    const json = jsonOf(paidFor);
    const inlined = await inlineImage(json, (url) => downloadImage(url, sources, signal));
    return inlined === json ? paidFor.bytes : Buffer.from(JSON.stringify(inlined));
  };

  return {
    answer: () => answer,
    failure: (thrown) => {
      if (failure) return failure;
      if (isCancelled(signal)) return new ProviderFailure("aborted", "the call was cancelled");
      if (hasCause(thrown, "InvalidCharacterError"))
        return new ProviderFailure("unusable", "the image is not valid base64");
      if (answer) return failureOfAnswer(answer, reading);
      return new ProviderFailure(
        "unavailable",
        "the client library refused the request: check IMAGE_MODEL and the settings",
      );
    },
    fetch: async (input, init = {}) => {
      try {
        const paidFor = await pay(new URL(input instanceof Request ? input.url : input), init);
        const { status, headers } = paidFor;
        const empty = [101, 204, 205, 304].includes(status);
        const body = empty ? null : new Uint8Array(await bodyWithImage(paidFor));
        return new Response(body, { status, headers });
      } catch (error) {
        failure ??= asFailure(error, signal);
        throw failure;
      }
    },
  };
}

function asFailure(error: unknown, signal: AbortSignal): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  if (error instanceof BrokenExchange) return failureOfBreak(error, isCancelled(signal));
  return new ProviderFailure("outcome_unknown", "the call failed in an unknown way");
}

/** Whether an error or one of its causes has this name. The library uses such an error for invalid base64. */
function hasCause(thrown: unknown, name: string): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error.name === name) return true;
  }
  return false;
}
