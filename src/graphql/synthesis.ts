import type { Pose } from "../domain/character.ts";
import type { GenerationSnapshot } from "../domain/snapshots.ts";
import { getSynthesis } from "../operations/get-by-id.ts";
import { builder } from "./builder.ts";
import { callOrNull } from "./call.ts";
import { GenerationStatusEnum, PoseEnum, SynthesisKindEnum, SynthesisStatusEnum } from "./enums.ts";
import { type CharacterSynthesis, CharacterType, characterSynthesis, SynthesisType } from "./object-refs.ts";

const GenerationType = builder.objectRef<GenerationSnapshot>("Generation").implement({
  description: "One image of a synthesis.",
  fields: (t) => ({
    pose: t.field({
      type: PoseEnum,
      description: "What the image shows.",
      // Only a free image has a generation without a pose, and it is never shown as a synthesis.
      resolve: ({ pose }) => pose as Pose,
    }),
    status: t.expose("status", { type: GenerationStatusEnum, description: "The state of this image." }),
    attempt: t.exposeInt("attempt", { description: "Provider calls made for it so far; at most 4." }),
    thumbUrl: t.string({
      nullable: true,
      description:
        "Signed URL of a thumbnail, as soon as the image is DELIVERED; it expires and needs no key. Null before that, and " +
        "when the synthesis has FAILED or was CANCELLED. The image itself comes with the whole set: `Character.refs`.",
      resolve: ({ thumb_key }, _args, { app }) =>
        thumb_key === undefined ? null : app.urls.sign(`/storage/${thumb_key}`),
    }),
    thumbhash: t.string({
      nullable: true,
      description: "Base64 of a thumbhash, a blurred placeholder; null when `thumbUrl` is null.",
      resolve: ({ thumbhash }) => thumbhash ?? null,
    }),
  }),
});

const ProgressType = builder.objectRef<CharacterSynthesis["generations"]>("Progress").implement({
  description: "How many images of a synthesis have been delivered.",
  fields: (t) => ({
    completed: t.int({
      description: "Images delivered.",
      resolve: (generations) => generations.filter(({ status }) => status === "delivered").length,
    }),
    total: t.int({ description: "Images requested.", resolve: (generations) => generations.length }),
  }),
});

/** Credits given back: all of the price when a synthesis ended without its images, else none. */
export function creditsReleased({ status, cost }: Pick<CharacterSynthesis, "status" | "cost">): number {
  return status === "failed" || status === "cancelled" ? cost : 0;
}

builder.node(SynthesisType, {
  description: "One accepted, paid run for a character.",
  id: { description: "`syn_` + ULID.", resolve: ({ id }) => id },
  fields: (t) => ({
    kind: t.expose("kind", { type: SynthesisKindEnum, description: "What it was asked to make." }),
    status: t.expose("status", { type: SynthesisStatusEnum, description: "The state of the run." }),
    cost: t.exposeInt("cost", {
      description: "Its price in credits: held while it runs, captured only when it succeeds.",
    }),
    creditsReleased: t.int({
      description: "Credits given back: the whole price when it FAILED or was CANCELLED, else 0.",
      resolve: creditsReleased,
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
        "Why it failed: `provider_outcome_unknown`, `provider_unavailable`, `provider_bad_response`, " +
        "`content_rejected` or `deadline_exceeded`. Null otherwise, also when it was CANCELLED.",
    }),
    character: t.field({
      type: CharacterType,
      nullable: true,
      description: "Its character; null once the character has been deleted.",
      resolve: ({ character_id, shownCharacter }, _args, { load }) => {
        if (shownCharacter !== undefined) return shownCharacter;
        return character_id === null ? null : load.character(character_id);
      },
    }),
    generations: t.field({
      type: [GenerationType],
      description: "One for each image, in the order of the poses.",
      resolve: ({ generations }) => generations,
    }),
    progress: t.field({
      type: ProgressType,
      description: "How many images have been delivered.",
      resolve: ({ generations }) => generations,
    }),
  }),
});

builder.queryField("synthesis", (t) =>
  t.field({
    type: SynthesisType,
    nullable: true,
    description: "A synthesis of the team; null when it is unknown or another team's.",
    args: { id: t.arg.id({ required: true, description: "`syn_` + ULID." }) },
    resolve: async (_root, args, context) => characterSynthesis(await callOrNull(context, getSynthesis, args)),
  }),
);
