import { member, textMember } from "./failures.ts";
import { type JobOrder, type JobState, openQueueVendor } from "./queue-vendor.ts";
import { COMMON_ASPECTS, familyOf, type ModelFamily, type Vendor, type VendorAccess } from "./vendor.ts";

const ASPECTS = { kind: "aspects", aspects: [...COMMON_ASPECTS, "21:9", "9:21"] } as const;

const FAMILIES: readonly ModelFamily[] = [
  { matches: /^flux-2-klein/, maxReferences: 4, seed: true, sizing: { kind: "free", step: 16, min: 256, max: 2048 } },
  { matches: /^flux-2-/, maxReferences: 8, seed: true, sizing: { kind: "free", step: 16, min: 256, max: 2048 } },
  { matches: /^flux-kontext-/, maxReferences: 4, seed: true, sizing: ASPECTS },
  { matches: /^flux-pro-1\.1-ultra/, maxReferences: 0, seed: true, sizing: ASPECTS },
  { matches: /^/, maxReferences: 0, seed: true, sizing: { kind: "free", step: 32, min: 256, max: 1440 } },
];

/** The API runs on several clusters. A job exists only on the cluster that accepted it and must be polled there. */
const HOSTS = ["bfl.ai", ".bfl.ai"];

const PLAIN_ID = /^[\w.:-]{1,100}$/;

/** Black Forest Labs' API. A job is named by its polling URL, which must be used unchanged. */
export const blackForestLabsVendor: Vendor = {
  defaultBaseUrl: "https://api.bfl.ai/v1",
  needsKey: true,
  modelProblem: (model) =>
    /^flux-[\w.-]+$/.test(model) ? null : "must be the name of a FLUX model, such as flux-2-pro",
  open: async (access) => {
    const family = familyOf(FAMILIES, access.model);
    return openQueueVendor(access, {
      name: "black-forest-labs",
      family,
      isOwnError: (json) => {
        const detail = member(json, "detail");
        return typeof detail === "string" || Array.isArray(detail);
      },
      headers: { "x-key": access.apiKey ?? "" },
      apiHosts: HOSTS,
      deliveryHosts: HOSTS,
      submission: (order) => submission(access, order),
      jobIn: (json) => URL.parse(textMember(json, "polling_url") ?? "")?.href ?? null,
      jobUrl: (job) => job,
      jobId: (job) => PLAIN_ID.exec(URL.parse(job)?.searchParams.get("id") ?? "")?.[0] ?? null,
      stateOf,
    });
  },
};

function submission({ model, baseUrl }: VendorAccess, { prompt, size, seed, references }: JobOrder) {
  const images = references.map(({ base64 }, i) => [i === 0 ? "input_image" : `input_image_${i + 1}`, base64]);
  const shape = size.aspect ? { aspect_ratio: size.aspect } : { width: size.width, height: size.height };
  return { url: `${baseUrl}/${model}`, body: { prompt, seed, ...shape, ...Object.fromEntries(images) } };
}

function stateOf(json: unknown): JobState {
  const status = textMember(json, "status") ?? textMember(json, "state");
  switch (status) {
    case null:
      return { kind: "unreadable" };
    case "Ready": {
      const url = textMember(member(json, "result"), "sample");
      return url === null ? { kind: "no_image" } : { kind: "image", url };
    }
    case "Request Moderated":
    case "Content Moderated":
      return { kind: "rejected" };
    case "Task not found":
      return { kind: "missing" };
    case "Error":
    case "Failed":
      return { kind: "failed" };
    default:
      return { kind: "waiting" };
  }
}
