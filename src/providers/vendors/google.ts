import { member, textMember } from "./http/answer-facts.ts";
import type { Sizing } from "./models/fit-size.ts";
import { COMMON_ASPECTS, familyOf, type ModelFamily } from "./models/model-family.ts";
import { openSdkVendor } from "./sdk-vendor.ts";
import type { Vendor } from "./vendor.ts";

const SIZING: Sizing = { kind: "aspects", aspects: [...COMMON_ASPECTS, "4:5", "5:4", "21:9"] };

/** Gemini's image models; a seed changes nothing that the documentation speaks of. */
const FAMILIES: readonly ModelFamily[] = [
  { matches: /^gemini-3/, maxReferences: 14, seed: false, sizing: SIZING },
  { matches: /^/, maxReferences: 3, seed: false, sizing: SIZING },
];

/** Gemini's image models by `generateContent`. */
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
