import type { ImageRequest, ProviderCall, ProviderCapabilities, ProviderImage } from "../provider.ts";

/** Where and as whom a vendor is called: the settings, checked. */
export type VendorAccess = {
  readonly model: string;
  /** Without a slash at its end; holds the version path. */
  readonly baseUrl: string;
  /** Null for an own server that asks for none. */
  readonly apiKey: string | null;
  readonly dedupes: boolean;
  /** Hosts beside the vendor's own that pictures are downloaded from, as in `PictureSources.deliveryHosts`. */
  readonly imageHosts: readonly string[];
};

/** What all vendors are: told apart only by how they are opened and by which settings they take. */
export type Vendor = {
  /** Null: the setting is needed. */
  readonly defaultBaseUrl: string | null;
  readonly needsKey: boolean;
  /** What is wrong with a model's name, as an end of a sentence; null when nothing is. */
  readonly modelProblem: (model: string) => string | null;
  /** Loads the vendor's client and makes its calls possible; calls nobody. */
  readonly open: (access: VendorAccess) => Promise<OpenVendor>;
};

export type OpenVendor = {
  readonly capabilities: ProviderCapabilities;
  /** One paid call at most. The signal is bounded in time. Throws `ProviderFailure`, or what `remember` threw. */
  readonly generate: (request: ImageRequest, call: ProviderCall) => Promise<ProviderImage>;
};
