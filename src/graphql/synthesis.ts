import type { Pose } from "../domain/pose.ts";
import type { GenerationSnapshot, SynthesisSnapshot } from "../domain/snapshots.ts";
import type { SynthesisKind } from "../domain/synthesis.ts";
import { builder } from "./builder.ts";
import { GenerationStatusEnum, PoseEnum, SynthesisKindEnum, SynthesisStatusEnum } from "./enums.ts";

const GenerationType = builder.objectRef<GenerationSnapshot>("Generation").implement({
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

/** A synthesis of a character; what `POST /v1/images` makes is never shown as one. */
export type CharacterSynthesis = SynthesisSnapshot & { readonly kind: SynthesisKind };

/** The snapshot as a synthesis of a character, or null when it is a free image's. */
export function characterSynthesis(snapshot: SynthesisSnapshot | null): CharacterSynthesis | null {
  return snapshot && isCharacterSynthesis(snapshot) ? snapshot : null;
}

function isCharacterSynthesis(snapshot: SynthesisSnapshot): snapshot is CharacterSynthesis {
  return snapshot.kind !== "image";
}

const ProgressType = builder.objectRef<CharacterSynthesis["generations"]>("Progress").implement({
  description: "How many pictures of a synthesis are there.",
  fields: (t) => ({
    completed: t.int({
      description: "Pictures delivered.",
      resolve: (generations) => generations.filter(({ status }) => status === "delivered").length,
    }),
    total: t.int({ description: "Pictures asked for.", resolve: (generations) => generations.length }),
  }),
});

export const SynthesisType = builder.objectRef<CharacterSynthesis>("Synthesis").implement({
  description: "One accepted, paid run for a character.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "`syn_` + ULID." }),
    kind: t.expose("kind", { type: SynthesisKindEnum, description: "What it was asked to make." }),
    status: t.expose("status", { type: SynthesisStatusEnum, description: "How far it has come." }),
    cost: t.exposeInt("cost", {
      description: "Its price in credits: held while it runs, captured only when it succeeds.",
    }),
    startedAt: t.expose("started_at", { type: "DateTime", description: "When it was accepted." }),
    finishedAt: t.expose("finished_at", {
      type: "DateTime",
      nullable: true,
      description: "When it ended; null while it runs.",
    }),
    errorCode: t.exposeString("error_code", {
      nullable: true,
      description:
        "Why it ended without pictures: `provider_outcome_unknown`, `provider_unavailable`, `provider_bad_response`, " +
        "`content_rejected` or `deadline_exceeded`; else null, also when it was CANCELLED.",
    }),
    generations: t.field({
      type: [GenerationType],
      description: "One for each picture, in the order of the poses.",
      resolve: ({ generations }) => generations,
    }),
    progress: t.field({
      type: ProgressType,
      description: "How many pictures are there.",
      resolve: ({ generations }) => generations,
    }),
  }),
});
