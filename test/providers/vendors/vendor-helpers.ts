import {
  type ImageProvider,
  type ImageRequest,
  type ProviderCall,
  ProviderFailure,
} from "../../../src/providers/provider.ts";
import { createVendorProvider, type VendorSettings } from "../../../src/providers/vendors/vendor-provider.ts";
import { IMAGE } from "./behaviours.ts";

/** Secrets that must never appear in an error. */
export const SECRET_KEY = "sk-live-never-shown-4f2a";
export const SECRET_PROMPT = "a woman with a very secret tattoo of a heron";

export const REQUEST: ImageRequest = {
  pose: "portrait",
  attributes: { gender: "female", age: 28 },
  prompt: SECRET_PROMPT,
  references: [],
  identitySeed: 5,
  seed: 4_000_000_000,
  width: 768,
  height: 1024,
};

export const REFERENCE = { bytes: new Uint8Array(IMAGE), mediaType: "image/png" } as const;

const settingsOf = (origin: string, overrides: Partial<VendorSettings> = {}): VendorSettings => ({
  IMAGE_PROVIDER: "openai-compatible",
  IMAGE_MODEL: "painter-1",
  IMAGE_PROVIDER_BASE_URL: `${origin}/v1`,
  IMAGE_PROVIDER_API_KEY: SECRET_KEY,
  IMAGE_PROVIDER_TIMEOUT_MS: 20_000,
  IMAGE_PROVIDER_DEDUPES: false,
  ...overrides,
});

export const provider = (origin: string, overrides: Partial<VendorSettings> = {}): Promise<ImageProvider> =>
  createVendorProvider(settingsOf(origin, overrides));

export const callOf = (overrides: Partial<ProviderCall> = {}): ProviderCall => ({
  key: "syn_1:portrait",
  signal: new AbortController().signal,
  ...overrides,
});

/** The failure of a call. Fails the test when the call succeeds. */
export async function failureOf(attempt: Promise<unknown>): Promise<ProviderFailure> {
  const end = await attempt.then(
    () => "an image",
    (error: unknown) => error,
  );
  if (end instanceof ProviderFailure) return end;
  throw new Error(`expected a ProviderFailure, got ${String(end)}`);
}
