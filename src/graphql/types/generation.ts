import type { Pose } from "../../domain/pose.ts";
import type { GenerationSnapshot } from "../../domain/snapshots.ts";
import { builder } from "../builder.ts";
import { GenerationStatusEnum, PoseEnum } from "./enums.ts";

export const GenerationType = builder.objectRef<GenerationSnapshot>("Generation").implement({
  description: "One picture of a synthesis.",
  fields: (t) => ({
    pose: t.field({
      type: PoseEnum,
      description: "What the picture shows.",
      // Only a free image has a generation without a pose, and it is never shown as a synthesis.
      resolve: ({ pose }) => pose as Pose,
    }),
    status: t.expose("status", { type: GenerationStatusEnum, description: "How far it has come." }),
    attempt: t.exposeInt("attempt", { description: "Provider calls made for it so far; at most 4." }),
  }),
});
