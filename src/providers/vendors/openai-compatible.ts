import { familyOf, type ModelFamily } from "./models/model-family.ts";
import { inlineOpenaiPicture, isOpenaiError } from "./openai.ts";
import { openSdkVendor } from "./sdk-vendor.ts";
import type { Vendor } from "./vendor.ts";

/** Name under which the SDK takes members for the body. */
const BODY = "compatible";

/**
 * Nobody says what such a server can do. One reference goes in one part, which all of them read; a seed is sent as a
 * member that most take and others pass over.
 */
const FAMILIES: readonly ModelFamily[] = [
  { matches: /^/, maxReferences: 1, seed: true, sizing: { kind: "free", step: 8, min: 256, max: 2048 } },
];

/** Any server that speaks OpenAI's Images API. Pictures come inside the answer, or from the server's own address. */
export const openaiCompatibleVendor: Vendor = {
  defaultBaseUrl: null,
  needsKey: false,
  modelProblem: () => null,
  open: async (access) => {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    return openSdkVendor(access, {
      family: familyOf(FAMILIES, access.model),
      isOwnError: isOpenaiError,
      inlinePicture: inlineOpenaiPicture,
      createModel: (fetch) =>
        createOpenAICompatible({
          name: BODY,
          baseURL: access.baseUrl,
          ...(access.apiKey === null ? {} : { apiKey: access.apiKey }),
          fetch,
        }).imageModel(access.model),
      options: ({ size, seed }) => ({
        size: `${size.width}x${size.height}`,
        // Without it a server may answer with a URL, which takes a second request.
        providerOptions: { [BODY]: { response_format: "b64_json", seed } },
      }),
    });
  },
};
