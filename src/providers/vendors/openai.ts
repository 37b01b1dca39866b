import { member, textMember } from "./http/answer-facts.ts";
import type { InlinePicture } from "./http/guarded-fetch.ts";
import type { Sizing } from "./models/fit-size.ts";
import { familyOf, type ModelFamily } from "./models/model-family.ts";
import { openSdkVendor } from "./sdk-vendor.ts";
import type { Vendor } from "./vendor.ts";

const GPT_IMAGE_SIZES: Sizing = {
  kind: "sizes",
  sizes: [
    { width: 1024, height: 1024 },
    { width: 1024, height: 1536 },
    { width: 1536, height: 1024 },
  ],
};

/** No OpenAI model takes a seed. The DALL·E models change masked parts of a picture, but take no reference. */
const FAMILIES: readonly ModelFamily[] = [
  {
    matches: /^dall-e-3/,
    maxReferences: 0,
    seed: false,
    sizing: {
      kind: "sizes",
      sizes: [
        { width: 1024, height: 1024 },
        { width: 1024, height: 1792 },
        { width: 1792, height: 1024 },
      ],
    },
  },
  {
    matches: /^dall-e-2/,
    maxReferences: 0,
    seed: false,
    sizing: { kind: "sizes", sizes: [256, 512, 1024].map((side) => ({ width: side, height: side })) },
  },
  { matches: /^/, maxReferences: 16, seed: false, sizing: GPT_IMAGE_SIZES },
];

/** OpenAI's Images API: text alone goes to `/images/generations`, with references to `/images/edits`. */
export const openaiVendor: Vendor = {
  defaultBaseUrl: "https://api.openai.com/v1",
  needsKey: true,
  modelProblem: () => null,
  open: async (access) => {
    const { createOpenAI } = await import("@ai-sdk/openai");
    return openSdkVendor(access, {
      family: familyOf(FAMILIES, access.model),
      isOwnError: isOpenaiError,
      inlinePicture: inlineOpenaiPicture,
      createModel: (fetch) =>
        createOpenAI({ baseURL: access.baseUrl, apiKey: access.apiKey ?? "", fetch }).image(access.model),
      options: ({ size }) => ({ size: `${size.width}x${size.height}` }),
    });
  },
};

/** `{"error": {"message": …}}`, which servers that speak this protocol answer too. */
export function isOpenaiError(json: unknown): boolean {
  return textMember(member(json, "error"), "message") !== null;
}

/**
 * Answers hold a picture in `b64_json`, as base64 or as a data URI, or at `url`, beside which `b64_json` may be empty.
 * The SDK reads plain base64; whatever else the answer holds is turned into that. Only one picture is ever asked for.
 */
export const inlineOpenaiPicture: InlinePicture = async (json, download) => {
  const items = member(json, "data");
  if (typeof json !== "object" || !Array.isArray(items)) return json;
  const [item] = items;
  const written = textMember(item, "b64_json");
  const base64 = written?.replace(/^data:[^,]*;base64,/i, "") ?? "";
  const url = textMember(item, "url");
  if (base64 !== "") return base64 === written ? json : { ...json, data: [{ b64_json: base64 }] };
  if (url === null) return json;
  return { ...json, data: [{ b64_json: (await download(url)).toString("base64") }] };
};
