import type { KeyedOperation } from "../../domain/idempotency.ts";
import type { CostEstimate } from "../../operations/estimate.ts";
import { builder } from "../builder.ts";
import { restEnum } from "./rest-enum.ts";

export const PaidOperationEnum = restEnum<KeyedOperation>("PaidOperation", "What costs credits.", {
  resynthesize_character: "`resynthesizeCharacter`: four pictures.",
  create_character: "`createCharacter` with `generate: true`: four pictures.",
  regenerate_character_ref: "`regenerateCharacterRef`: one picture.",
  create_image: "`createImage`: one picture.",
});

export const CostEstimateType = builder.objectRef<CostEstimate>("CostEstimate").implement({
  description: "What a call would cost now; nothing is held.",
  fields: (t) => ({
    credits: t.exposeInt("credits", { description: "Its price." }),
    available: t.exposeInt("available", { description: "What the team could spend now." }),
    sufficient: t.exposeBoolean("sufficient", { description: "True when the one covers the other." }),
  }),
});
