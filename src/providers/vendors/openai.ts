import { member, textMember } from "./failures.ts";
import { type InlineImage, openSdkVendor } from "./sdk-vendor.ts";
import { familyOf, type ModelFamily, type Sizing, type Vendor } from "./vendor.ts";

const GPT_IMAGE_SIZES: Sizing = {
  kind: "sizes",
  sizes: [
    { width: 1024, height: 1024 },
    { width: 1024, height: 1536 },
    { width: 1536, height: 1024 },
  ],
};

/** No OpenAI model takes a seed. DALL·E models edit masked parts of an image but take no reference images. */
const OPENAI_FAMILIES: readonly ModelFamily[] = [
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

/** OpenAI's Images API. A prompt alone goes to `/images/generations`, one with reference images to `/images/edits`. */
export const openaiVendor: Vendor = {
  defaultBaseUrl: "https://api.openai.com/v1",
  needsKey: true,
  modelProblem: () => null,
  open: async (access) => {
    const { createOpenAI } = await import("@ai-sdk/openai");
    return openSdkVendor(access, {
      family: familyOf(OPENAI_FAMILIES, access.model),
      isOwnError: isOpenaiError,
      inlineImage: inlineOpenaiImage,
      createModel: (fetch) =>
        createOpenAI({ baseURL: access.baseUrl, apiKey: access.apiKey ?? "", fetch }).image(access.model),
      options: ({ size }) => ({ size: `${size.width}x${size.height}` }),
    });
  },
};

/** Whether JSON has the form `{"error": {"message": …}}`, which compatible servers also use. */
function isOpenaiError(json: unknown): boolean {
  return textMember(member(json, "error"), "message") !== null;
}

/**
 * Converts the forms of an image that the SDK can't read. Answers carry an image in `b64_json`, as base64 or as a
 * data URI, or at `url` next to an empty `b64_json`; the SDK reads only plain base64. Every request asks for one
 * image.
 */
const inlineOpenaiImage: InlineImage = async (json, download) => {
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

/** The provider name under which the SDK accepts additional members of the body. */
const BODY = "compatible";

/**
 * The abilities of such a server are unknown. It is sent one reference image, which all of them accept, and a seed,
 * which most use and others ignore.
 */
const COMPATIBLE_FAMILIES: readonly ModelFamily[] = [
  { matches: /^/, maxReferences: 1, seed: true, sizing: { kind: "free", step: 8, min: 256, max: 2048 } },
];

/** Any server that speaks OpenAI's Images API. */
export const openaiCompatibleVendor: Vendor = {
  defaultBaseUrl: null,
  needsKey: false,
  modelProblem: () => null,
  open: async (access) => {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    return openSdkVendor(access, {
      family: familyOf(COMPATIBLE_FAMILIES, access.model),
      isOwnError: isOpenaiError,
      inlineImage: inlineOpenaiImage,
      createModel: (fetch) =>
        createOpenAICompatible({
          name: BODY,
          baseURL: access.baseUrl,
          ...(access.apiKey === null ? {} : { apiKey: access.apiKey }),
          fetch,
        }).imageModel(access.model),
      options: ({ size, seed }) => ({
        size: `${size.width}x${size.height}`,
        // Without this a server may answer with a URL, which needs a second request.
        providerOptions: { [BODY]: { response_format: "b64_json", seed } },
      }),
    });
  },
};
