import { member, textMember } from "./failures.ts";
import { type JobOrder, type JobState, openQueueVendor } from "./queue-vendor.ts";
import { COMMON_ASPECTS, familyOf, type ModelFamily, type Vendor, type VendorAccess } from "./vendor.ts";

/** `references` names the input for reference images and states whether it takes one or a list. */
type ReplicateFamily = ModelFamily & {
  readonly references?: { readonly input: string; readonly list: boolean };
};

const ASPECTS = { kind: "aspects", aspects: COMMON_ASPECTS } as const;

/** Every model has its own input schema. The models listed here take reference images. */
const FAMILIES: readonly ReplicateFamily[] = [
  {
    matches: /^black-forest-labs\/flux-2-/,
    maxReferences: 4,
    seed: true,
    sizing: ASPECTS,
    references: { input: "input_images", list: true },
  },
  {
    matches: /^black-forest-labs\/flux-kontext-/,
    maxReferences: 1,
    seed: true,
    sizing: ASPECTS,
    references: { input: "input_image", list: false },
  },
  {
    matches: /^(google\/nano-banana|bytedance\/seedream-4)/,
    maxReferences: 3,
    seed: false,
    sizing: ASPECTS,
    references: { input: "image_input", list: true },
  },
  {
    matches: /^openai\/gpt-image-/,
    maxReferences: 4,
    seed: false,
    sizing: { kind: "aspects", aspects: ["1:1", "2:3", "3:2"] },
    references: { input: "input_images", list: true },
  },
  // A model with a pinned version is a community model. These take width and height.
  { matches: /:/, maxReferences: 0, seed: true, sizing: { kind: "free", step: 8, min: 256, max: 2048 } },
  { matches: /^/, maxReferences: 0, seed: true, sizing: ASPECTS },
];

const MODEL = /^[\w-][\w.-]*\/[\w-][\w.-]*(?::[0-9a-f]{64})?$/;
const JOB = /^[\w-]{1,100}$/;

/** A failed prediction gives its cause only as text. These texts mean that the content was refused. */
const REFUSED = /nsfw|flagged as sensitive|\bE005\b|content polic|moderat/i;

/** Replicate's predictions API. Its waiting mode (`Prefer: wait`) is not used. */
export const replicateVendor: Vendor = {
  defaultBaseUrl: "https://api.replicate.com/v1",
  needsKey: true,
  modelProblem: (model) => (MODEL.test(model) ? null : "must be owner/name or owner/name:version"),
  open: async (access) => {
    const family = familyOf(FAMILIES, access.model);
    return openQueueVendor(access, {
      name: "replicate",
      family,
      isOwnError: (json) => textMember(json, "detail") !== null,
      headers: { authorization: `Bearer ${access.apiKey}` },
      apiHosts: [],
      deliveryHosts: ["replicate.delivery", ".replicate.delivery"],
      submission: (order) => submission(access, family, order),
      jobIn: (json) => {
        const id = textMember(json, "id");
        return id !== null && JOB.test(id) ? id : null;
      },
      jobUrl: (job) => `${access.baseUrl}/predictions/${job}`,
      jobId: (job) => job,
      stateOf,
    });
  },
};

function submission({ model, baseUrl }: VendorAccess, family: ReplicateFamily, order: JobOrder) {
  const { prompt, size, seed } = order;
  const images = order.references.map(({ dataUri }) => dataUri);
  const input = {
    prompt,
    ...(size.aspect ? { aspect_ratio: size.aspect } : { width: size.width, height: size.height }),
    ...(family.seed ? { seed } : {}),
    ...(family.references && images.length > 0
      ? { [family.references.input]: family.references.list ? images : images[0] }
      : {}),
  };
  const [name, version] = model.split(":");
  return version
    ? { url: `${baseUrl}/predictions`, body: { version, input } }
    : { url: `${baseUrl}/models/${name}/predictions`, body: { input } };
}

function stateOf(json: unknown): JobState {
  switch (textMember(json, "status")) {
    case "starting":
    case "processing":
      return { kind: "waiting" };
    case "succeeded": {
      const url = [member(json, "output")].flat()[0];
      return typeof url === "string" && url !== "" ? { kind: "image", url } : { kind: "no_image" };
    }
    case "failed":
      return { kind: REFUSED.test(textMember(json, "error") ?? "") ? "rejected" : "failed" };
    case "canceled":
    case "aborted":
      return { kind: "failed" };
    default:
      return { kind: "unreadable" };
  }
}
