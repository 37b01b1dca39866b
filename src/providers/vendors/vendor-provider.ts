import { ProviderFailure } from "../failure.ts";
import type { ImageProvider, ImageRequest, ProviderCall, ProviderImage } from "../provider.ts";
import { blackForestLabsVendor } from "./black-forest-labs.ts";
import { isCalledOff } from "./failure-table.ts";
import { falVendor } from "./fal.ts";
import { googleVendor } from "./google.ts";
import { openaiVendor } from "./openai.ts";
import { openaiCompatibleVendor } from "./openai-compatible.ts";
import { replicateVendor } from "./replicate.ts";
import { accessOf, type VendorSettings } from "./settings.ts";
import type { OpenVendor, Vendor } from "./vendor.ts";

/** Every value of `IMAGE_PROVIDER` that is a vendor. */
const VENDORS: Readonly<Record<string, Vendor>> = {
  openai: openaiVendor,
  "openai-compatible": openaiCompatibleVendor,
  google: googleVendor,
  fal: falVendor,
  replicate: replicateVendor,
  "black-forest-labs": blackForestLabsVendor,
};

/**
 * The configured vendor as a provider. Loads only that vendor's client, and calls nobody. Throws
 * `VendorSettingsError` with every problem of the settings at once.
 */
export async function createVendorProvider(settings: VendorSettings): Promise<ImageProvider> {
  const id = settings.IMAGE_PROVIDER;
  const vendor = Object.hasOwn(VENDORS, id) ? VENDORS[id] : undefined;
  const open = await openVendor(vendor, settings);
  const timeoutMs = settings.IMAGE_PROVIDER_TIMEOUT_MS;
  return {
    id,
    capabilities: open.capabilities,
    generate: (request, call) => generate(open, request, call, timeoutMs),
  };
}

async function openVendor(vendor: Vendor | undefined, settings: VendorSettings): Promise<OpenVendor> {
  const access = accessOf(vendor, settings);
  if (!vendor) throw new Error("accessOf refuses a vendor that there isn't");
  return vendor.open(access);
}

/** One call, bounded in time, that throws nothing but `ProviderFailure` and what the caller's `remember` threw. */
async function generate(
  vendor: OpenVendor,
  request: ImageRequest,
  call: ProviderCall,
  timeoutMs: number,
): Promise<ProviderImage> {
  if (isCalledOff(call.signal)) throw new ProviderFailure("aborted", "called off before it began");
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
    // Whatever it is may hold the prompt or the key: it is not handed on.
    throw new ProviderFailure("outcome_unknown", "the call broke in an unknown way");
  }
}
