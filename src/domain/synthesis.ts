/**
 * The kinds of an accepted run for a character. The kind `image` makes a single image of `POST /v1/images` in the
 * same way.
 */
export const SYNTHESIS_KINDS = ["create", "resynthesize", "regenerate_ref"] as const;
export const GENERATION_STATUSES = ["pending", "running", "delivered", "failed"] as const;

export type SynthesisKind = (typeof SYNTHESIS_KINDS)[number];
export type SynthesisStatus = "running" | "succeeded" | "failed" | "cancelled";
export type GenerationStatus = (typeof GENERATION_STATUSES)[number];

/** Why a synthesis ended without its images: `error_message` of the character and `errorCode` of the synthesis. */
export const SYNTHESIS_ERRORS = [
  "provider_outcome_unknown",
  "provider_unavailable",
  "provider_bad_response",
  "content_rejected",
  "deadline_exceeded",
  "cancelled",
] as const;

export type SynthesisError = (typeof SYNTHESIS_ERRORS)[number];
