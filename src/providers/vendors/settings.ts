import type { Vendor, VendorAccess } from "./vendor.ts";

/** The settings of CONTRACT section 2 that vendors need. */
export type VendorSettings = {
  readonly IMAGE_PROVIDER: string;
  readonly IMAGE_MODEL?: string | undefined;
  readonly IMAGE_PROVIDER_BASE_URL?: string | undefined;
  readonly IMAGE_PROVIDER_API_KEY?: string | undefined;
  /** One call, in ms. */
  readonly IMAGE_PROVIDER_TIMEOUT_MS: number;
  readonly IMAGE_PROVIDER_DEDUPES: boolean;
  /** Further hosts that pictures are downloaded from, as in `PictureSources.deliveryHosts`. */
  readonly IMAGE_PROVIDER_IMAGE_HOSTS?: readonly string[] | undefined;
};

/** What is wrong with the settings; names and rules only, never a value. */
export class VendorSettingsError extends Error {
  override readonly name = "VendorSettingsError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The image provider can't be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

const MAX_MODEL_LENGTH = 200;

/** The settings of a vendor, checked. Throws `VendorSettingsError` with every problem at once. */
export function accessOf(vendor: Vendor | undefined, settings: VendorSettings): VendorAccess {
  if (!vendor) throw new VendorSettingsError(["IMAGE_PROVIDER: is no provider that there is"]);
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
  if (model === "") return "is needed";
  if (model.length > MAX_MODEL_LENGTH || !/^[\x21-\x7e]+$/.test(model)) return "must be the name of a model";
  return vendor.modelProblem(model);
}

function baseUrlProblem(baseUrl: string): string | null {
  if (baseUrl === "") return "is needed";
  const url = URL.parse(baseUrl);
  if (!url || !["http:", "https:"].includes(url.protocol)) return "must be an http or https URL";
  if (url.username !== "" || url.password !== "") return "must hold no user or password";
  return url.search === "" && url.hash === "" ? null : "must end with its path";
}

/** The key goes into a header, which takes no other characters. */
function keyProblem(vendor: Vendor, apiKey: string | null): string | null {
  if (apiKey === null) return vendor.needsKey ? "is needed" : null;
  return /^[\x21-\x7e]+$/.test(apiKey) ? null : "must be visible ASCII characters without spaces";
}
