import { member, textMember } from "./failures.ts";
import { openSdkVendor } from "./sdk-vendor.ts";
import { COMMON_ASPECTS, familyOf, type ModelFamily, type Sizing, type Vendor } from "./vendor.ts";

const SIZING: Sizing = { kind: "aspects", aspects: [...COMMON_ASPECTS, "4:5", "5:4", "21:9"] };

/** Gemini's image models. Their documentation describes no effect of a seed, so none is sent. */
const FAMILIES: readonly ModelFamily[] = [
  { matches: /^gemini-3/, maxReferences: 14, seed: false, sizing: SIZING },
  { matches: /^/, maxReferences: 3, seed: false, sizing: SIZING },
];

/** Gemini's image models, called through `generateContent`. */
export const googleVendor: Vendor = {
  defaultBaseUrl: "https://generativelanguage.googleapis.com/v1beta",
  needsKey: true,
  modelProblem: (model) => (/^gemini-[\w.-]+$/.test(model) ? null : "must begin with gemini-"),
  open: async (access) => {
    const { createGoogle } = await import("@ai-sdk/google");
    return openSdkVendor(access, {
      family: familyOf(FAMILIES, access.model),
      isOwnError: (json) => textMember(member(json, "error"), "status") !== null,
      createModel: (fetch) =>
        createGoogle({ baseURL: access.baseUrl, apiKey: access.apiKey ?? "", fetch }).image(access.model),
      options: ({ size }) => (size.aspect ? { aspectRatio: size.aspect } : {}),
    });
  },
};
