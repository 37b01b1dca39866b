import type { Pose } from "../../domain/pose.ts";
import type { ProgressStep } from "../../domain/snapshots.ts";
import { builder } from "../builder.ts";
import { GenerationStatusEnum, PoseEnum } from "./enums.ts";
import { type CharacterSynthesis, SynthesisType } from "./synthesis.ts";

export const SynthesisProgressType = builder.objectRef<ProgressStep>("SynthesisProgress").implement({
  description: "One step of a character's synthesis, or where it stands.",
  fields: (t) => ({
    synthesis: t.field({
      type: SynthesisType,
      description: "The synthesis as it was when the step was read: a little later, perhaps, than the step.",
      // A character's runs are never a free image's.
      resolve: ({ synthesis }) => synthesis as CharacterSynthesis,
    }),
    pose: t.field({
      type: PoseEnum,
      nullable: true,
      description: "Whose step it is; null in the present state, which comes first, and when the synthesis has ended.",
      resolve: ({ pose }) => pose as Pose | null,
    }),
    generationStatus: t.expose("generation_status", {
      type: GenerationStatusEnum,
      nullable: true,
      description:
        "What has become of that picture: RUNNING when it is asked for, PENDING when it is to be asked for again, " +
        "DELIVERED, FAILED. Null with `pose`.",
    }),
    completed: t.exposeInt("completed", { description: "Pictures delivered at this step." }),
    total: t.exposeInt("total", { description: "Pictures asked for." }),
  }),
});
