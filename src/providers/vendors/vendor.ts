import type { ImageRequest, ProviderCall, ProviderCapabilities, ProviderImage } from "../provider.ts";

/** Address and credentials of a vendor, taken from the checked settings. */
export type VendorAccess = {
  readonly model: string;
  /** The base URL with the version path, without a trailing slash. */
  readonly baseUrl: string;
  /** Null for a self-hosted server that needs no key. */
  readonly apiKey: string | null;
  readonly dedupes: boolean;
  /** Hosts besides the vendor's own that images are downloaded from, as in `ImageSources.deliveryHosts`. */
  readonly imageHosts: readonly string[];
};

/** A vendor: the settings that it needs, and how to open it. */
export type Vendor = {
  /** Null when `IMAGE_PROVIDER_BASE_URL` is required. */
  readonly defaultBaseUrl: string | null;
  readonly needsKey: boolean;
  /** What is wrong with a model's name, as the end of a sentence ("must be …"), or null when it is valid. */
  readonly modelProblem: (model: string) => string | null;
  /** Loads the vendor's client and makes no call. */
  readonly open: (access: VendorAccess) => Promise<OpenVendor>;
};

export type OpenVendor = {
  readonly capabilities: ProviderCapabilities;
  /**
   * Makes at most one paid call. The signal carries the time limit. Throws `ProviderFailure`, or what `remember`
   * threw.
   */
  readonly generate: (request: ImageRequest, call: ProviderCall) => Promise<ProviderImage>;
};

/** The abilities of a group of models. The first family whose `matches` fits the configured model applies. */
export type ModelFamily = {
  readonly matches: RegExp;
  readonly maxReferences: number;
  /** Whether the models take a seed that changes their images. */
  readonly seed: boolean;
  readonly sizing: Sizing;
};

/** The preferred size of a pose, in px (3:4). */
const POSE_SIZE = { width: 768, height: 1024 };

/** Vendors take seeds as signed 32-bit numbers, and Retake's are unsigned. */
const SEED_MODULUS = 2 ** 31;

/** Aspect ratios that almost every model with fixed aspect ratios supports. */
export const COMMON_ASPECTS = ["1:1", "2:3", "3:2", "3:4", "4:3", "9:16", "16:9"] as const satisfies readonly Aspect[];

/** The family of a model. The last family of a list must match every model. */
export function familyOf<F extends ModelFamily>(families: readonly F[], model: string): F {
  const family = families.find(({ matches }) => matches.test(model));
  if (!family) throw new Error("the last family of a list must match every model");
  return family;
}

export function capabilitiesOf(
  family: ModelFamily,
  options: { dedupes: boolean; resumable: boolean },
): ProviderCapabilities {
  const { width, height } = fitSize(family.sizing, POSE_SIZE);
  return { maxReferences: family.maxReferences, seed: family.seed, poseSize: { width, height }, ...options };
}

/** The seed in a form that every vendor accepts. */
export function vendorSeed(seed: number): number {
  return seed % SEED_MODULUS;
}

type Size = { readonly width: number; readonly height: number };
type Aspect = `${number}:${number}`;

/** The image sizes that a model makes. */
export type Sizing =
  | { readonly kind: "sizes"; readonly sizes: readonly Size[] }
  | { readonly kind: "aspects"; readonly aspects: readonly Aspect[] }
  /** Any size in px: a multiple of `step`, each side from `min` to `max`. */
  | { readonly kind: "free"; readonly step: number; readonly min: number; readonly max: number };

/** The size to request, with the aspect ratio for a model that takes only that. */
export type FittedSize = Size & { readonly aspect: Aspect | null };

/** The supported size closest to the wanted one, by aspect ratio first and by area second. */
export function fitSize(sizing: Sizing, wanted: Size): FittedSize {
  switch (sizing.kind) {
    case "sizes":
      return { ...nearest(sizing.sizes, (size) => size, wanted), aspect: null };
    case "aspects":
      return { ...wanted, aspect: nearest(sizing.aspects, sizeOf, wanted) };
    case "free":
      return { ...fitFreely(sizing, wanted), aspect: null };
  }
}

function nearest<T>(allowed: readonly T[], size: (one: T) => Size, wanted: Size): T {
  const [best] = [...allowed].sort((a, b) => {
    const shape = distance(ratio(size(a)), ratio(wanted)) - distance(ratio(size(b)), ratio(wanted));
    return Math.abs(shape) > 1e-9
      ? shape
      : distance(area(size(a)), area(wanted)) - distance(area(size(b)), area(wanted));
  });
  if (best === undefined) throw new Error("a model must have at least one image size");
  return best;
}

const ratio = ({ width, height }: Size) => width / height;
const area = ({ width, height }: Size) => width * height;
/** Distance of two ratios on a logarithmic scale, where double and half are equally far away. */
const distance = (a: number, b: number) => Math.abs(Math.log(a / b));

function sizeOf(aspect: Aspect): Size {
  const [width = 1, height = 1] = aspect.split(":").map(Number);
  return { width, height };
}

/** Keeps the aspect ratio as far as the limits of both sides allow. */
function fitFreely({ step, min, max }: Extract<Sizing, { kind: "free" }>, wanted: Size): Size {
  const longer = Math.max(wanted.width, wanted.height);
  const shorter = Math.min(wanted.width, wanted.height);
  const scale = Math.min(max / longer, Math.max(1, min / shorter));
  const side = (px: number) => Math.min(max, Math.max(min, Math.round((px * scale) / step) * step));
  return { width: side(wanted.width), height: side(wanted.height) };
}
