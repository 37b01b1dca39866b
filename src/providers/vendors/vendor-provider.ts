import {
  type ImageProvider,
  type ImageRequest,
  type ProviderCall,
  ProviderFailure,
  type ProviderImage,
} from "../provider.ts";
import { blackForestLabsVendor } from "./black-forest-labs.ts";
import { falVendor } from "./fal.ts";
import { googleVendor } from "./google.ts";
import { isCancelled } from "./http.ts";
import { openaiCompatibleVendor, openaiVendor } from "./openai.ts";
import { replicateVendor } from "./replicate.ts";
import type { OpenVendor, Vendor, VendorAccess } from "./vendor.ts";

/** The vendors, by their value of `IMAGE_PROVIDER`. Each must be in the list of `config.ts` too. */
const VENDORS = {
  openai: openaiVendor,
  "openai-compatible": openaiCompatibleVendor,
  google: googleVendor,
  fal: falVendor,
  replicate: replicateVendor,
  "black-forest-labs": blackForestLabsVendor,
} as const satisfies Readonly<Record<string, Vendor>>;

/** @internal */
export type VendorName = keyof typeof VENDORS;

/**
 * Opens the configured vendor as a provider. It loads only that vendor's client and makes no call. Throws
 * `VendorSettingsError` with all problems of the settings at once.
 */
export async function createVendorProvider(settings: VendorSettings): Promise<ImageProvider> {
  const id = settings.IMAGE_PROVIDER;
  const vendor: Vendor = VENDORS[id];
  const open = await vendor.open(accessOf(vendor, settings));
  const timeoutMs = settings.IMAGE_PROVIDER_TIMEOUT_MS;
  return {
    id,
    capabilities: open.capabilities,
    generate: (request, call) => generate(open, request, call, timeoutMs),
  };
}

/** Makes one call with a time limit. Throws only `ProviderFailure` and what the caller's `remember` threw. */
async function generate(
  vendor: OpenVendor,
  request: ImageRequest,
  call: ProviderCall,
  timeoutMs: number,
): Promise<ProviderImage> {
  if (isCancelled(call.signal)) throw new ProviderFailure("aborted", "the call was cancelled before it began");
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(timeoutMs)]);
  const { remember } = call;
  let refusal: { readonly error: unknown } | null = null;
  const noted: ProviderCall = {
    ...call,
    signal,
    ...(remember && {
      remember: async (job: string) => {
        await remember(job).catch((error: unknown) => {
          refusal = { error };
          throw error;
        });
      },
    }),
  };
  try {
    return await vendor.generate(request, noted);
  } catch (error) {
    if (error instanceof ProviderFailure || (refusal as { error: unknown } | null)?.error === error) throw error;
    // The original error may contain the prompt or the key, so it is not passed on.
    throw new ProviderFailure("outcome_unknown", "the call failed in an unknown way");
  }
}

/** The settings that vendors need. */
export type VendorSettings = {
  readonly IMAGE_PROVIDER: VendorName;
  readonly IMAGE_MODEL?: string | undefined;
  readonly IMAGE_PROVIDER_BASE_URL?: string | undefined;
  readonly IMAGE_PROVIDER_API_KEY?: string | undefined;
  /** Time limit of one call, in ms. */
  readonly IMAGE_PROVIDER_TIMEOUT_MS: number;
  readonly IMAGE_PROVIDER_DEDUPES: boolean;
  /** Further hosts that images are downloaded from, as in `ImageSources.deliveryHosts`. */
  readonly IMAGE_PROVIDER_IMAGE_HOSTS?: readonly string[] | undefined;
};

/** All problems of the settings. The messages contain names and rules, never a value. */
export class VendorSettingsError extends Error {
  override readonly name = "VendorSettingsError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The image provider can't be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

const MAX_MODEL_LENGTH = 200;

/** Checks the settings of a vendor. Throws `VendorSettingsError` with all problems. */
function accessOf(vendor: Vendor, settings: VendorSettings): VendorAccess {
  const model = settings.IMAGE_MODEL ?? "";
  const baseUrl = settings.IMAGE_PROVIDER_BASE_URL ?? vendor.defaultBaseUrl ?? "";
  const apiKey = settings.IMAGE_PROVIDER_API_KEY ?? null;
  const problems = [
    ...named("IMAGE_MODEL", modelProblem(vendor, model)),
    ...named("IMAGE_PROVIDER_BASE_URL", baseUrlProblem(baseUrl)),
    ...named("IMAGE_PROVIDER_API_KEY", keyProblem(vendor, apiKey)),
  ];
  if (problems.length > 0) throw new VendorSettingsError(problems);
  return {
    model,
    baseUrl: baseUrl.replace(/\/+$/, ""),
    apiKey,
    dedupes: settings.IMAGE_PROVIDER_DEDUPES,
    imageHosts: settings.IMAGE_PROVIDER_IMAGE_HOSTS ?? [],
  };
}

const named = (name: string, problem: string | null) => (problem === null ? [] : [`${name}: ${problem}`]);

function modelProblem(vendor: Vendor, model: string): string | null {
  if (model === "") return "is required";
  if (model.length > MAX_MODEL_LENGTH || !/^[\x21-\x7e]+$/.test(model)) return "must be the name of a model";
  return vendor.modelProblem(model);
}

function baseUrlProblem(baseUrl: string): string | null {
  if (baseUrl === "") return "is required";
  const url = URL.parse(baseUrl);
  if (!url || !["http:", "https:"].includes(url.protocol)) return "must be an http or https URL";
  if (url.username !== "" || url.password !== "") return "must not contain a user name or password";
  return url.search === "" && url.hash === "" ? null : "must not have a query or fragment";
}

/** The key is sent in a header, which can't carry other characters. */
function keyProblem(vendor: Vendor, apiKey: string | null): string | null {
  if (apiKey === null) return vendor.needsKey ? "is required" : null;
  return /^[\x21-\x7e]+$/.test(apiKey) ? null : "must be visible ASCII characters without spaces";
}
