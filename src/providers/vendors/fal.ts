import { member, textMember } from "./failures.ts";
import { type JobOrder, type JobState, openQueueVendor } from "./queue-vendor.ts";
import { COMMON_ASPECTS, familyOf, type ModelFamily, type Vendor, type VendorAccess } from "./vendor.ts";

/** A fal model has one endpoint with reference images and one without. `IMAGE_MODEL` names their common parent. */
type FalFamily = ModelFamily & {
  readonly textEndpoint: (model: string) => string;
  readonly editing?: { readonly endpoint: (model: string) => string; readonly input: "image_url" | "image_urls" };
};

const ASPECTS = { kind: "aspects", aspects: COMMON_ASPECTS } as const;
const FREE = { kind: "free", step: 16, min: 256, max: 2048 } as const;
const same = (model: string) => model;
const edit = (model: string) => `${model}/edit`;

const FAMILIES: readonly FalFamily[] = [
  {
    matches: /^fal-ai\/flux-pro\/kontext(\/max)?$/,
    maxReferences: 1,
    seed: true,
    sizing: ASPECTS,
    textEndpoint: (model) => `${model}/text-to-image`,
    editing: { endpoint: same, input: "image_url" },
  },
  {
    matches: /^fal-ai\/flux-2/,
    maxReferences: 4,
    seed: true,
    sizing: FREE,
    textEndpoint: same,
    editing: { endpoint: edit, input: "image_urls" },
  },
  {
    matches: /^(fal-ai|google)\/nano-banana[\w.-]*$/,
    maxReferences: 3,
    seed: false,
    sizing: ASPECTS,
    textEndpoint: same,
    editing: { endpoint: edit, input: "image_urls" },
  },
  {
    matches: /^fal-ai\/bytedance\/seedream\/v[\d.]+\/text-to-image$/,
    maxReferences: 4,
    seed: true,
    sizing: FREE,
    textEndpoint: same,
    editing: { endpoint: (model) => model.replace(/text-to-image$/, "edit"), input: "image_urls" },
  },
  { matches: /^/, maxReferences: 0, seed: true, sizing: FREE, textEndpoint: same },
];

/** Endpoints that require an image as input. They can't be used, because a portrait is made from text alone. */
const NOT_FROM_TEXT = /\/(edit|image-to-image|redux|inpainting|remix)$/;

/** fal's queue. A job is named by its status URL, which must be used unchanged. */
export const falVendor: Vendor = {
  defaultBaseUrl: "https://queue.fal.run",
  needsKey: true,
  modelProblem: (model) => {
    if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)+$/.test(model)) return "must be owner/name, such as fal-ai/flux-2";
    return NOT_FROM_TEXT.test(model) ? "must make images from text alone: omit the last part of the name" : null;
  },
  open: async (access) => {
    const family = familyOf(FAMILIES, access.model);
    return openQueueVendor(access, {
      name: "fal",
      family,
      isOwnError: (json) => {
        const detail = member(json, "detail");
        return typeof detail === "string" || Array.isArray(detail);
      },
      headers: { authorization: `Key ${access.apiKey}` },
      apiHosts: ["queue.fal.run"],
      deliveryHosts: ["fal.media", ".fal.media"],
      submission: (order) => submission(access, family, order),
      jobIn: (json) => URL.parse(textMember(json, "status_url") ?? "")?.href ?? null,
      jobUrl: (job) => job,
      jobId: (job) => /\/requests\/([\w-]{1,100})/.exec(job)?.[1] ?? null,
      stateOf,
    });
  },
};

function submission({ model, baseUrl }: VendorAccess, family: FalFamily, order: JobOrder) {
  const { prompt, size, seed } = order;
  const images = order.references.map(({ dataUri }) => dataUri);
  const editing = images.length > 0 ? family.editing : undefined;
  const { width, height } = size;
  return {
    url: `${baseUrl}/${editing ? editing.endpoint(model) : family.textEndpoint(model)}`,
    // Without this header fal repeats a failed job up to ten times.
    headers: { "x-fal-no-retry": "1" },
    body: {
      prompt,
      num_images: 1,
      ...(size.aspect ? { aspect_ratio: size.aspect } : { image_size: { width, height } }),
      ...(family.seed ? { seed } : {}),
      ...(editing ? { [editing.input]: editing.input === "image_urls" ? images : images[0] } : {}),
    },
  };
}

/** Reads the status of a job, and the result of a finished one. */
function stateOf(json: unknown): JobState {
  switch (textMember(json, "status")) {
    case "IN_QUEUE":
    case "IN_PROGRESS":
      return { kind: "waiting" };
    case "COMPLETED": {
      const url = textMember(json, "response_url");
      // The result also states why the job failed, for example because its content was refused.
      const failed = textMember(json, "error") !== null;
      if (url === null) return { kind: failed ? "failed" : "unreadable" };
      return { kind: "result_at", url, failed };
    }
    default:
      return imageIn(json);
  }
}

function imageIn(json: unknown): JobState {
  const nsfw = member(json, "has_nsfw_concepts") ?? member(json, "nsfw_content_detected");
  if (Array.isArray(nsfw) && nsfw[0] === true) return { kind: "rejected" };
  const images = member(json, "images") ?? [member(json, "image")];
  if (!Array.isArray(images) || (images[0] === undefined && member(json, "images") === undefined)) {
    return { kind: "unreadable" };
  }
  const url = textMember(images[0], "url");
  return url === null ? { kind: "no_image" } : { kind: "image", url };
}
