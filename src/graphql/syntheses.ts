import type { Pose, SynthesizedPose } from "../domain/character.ts";
import type { AcceptedCreation, AcceptedSynthesis, GenerationSnapshot } from "../domain/snapshots.ts";
import { cancelSynthesis } from "../operations/change-character.ts";
import { getSynthesis } from "../operations/get-by-id.ts";
import type { Replayed } from "../operations/idempotent-request.ts";
import { regenerateCharacterRef, resynthesizeCharacter } from "../operations/resynthesize-character.ts";
import {
  builder,
  type CharacterSynthesis,
  CharacterType,
  characterSynthesis,
  type ShownCharacter,
  type ShownSynthesis,
  SynthesisType,
  synthesisOf,
} from "./builder.ts";
import { argumentsOf, callOrNull, errorsOf, keyArgs, mutate, REPLAYED } from "./call.ts";
import type { GraphqlContext } from "./context.ts";
import { GenerationStatusEnum, PoseEnum, SynthesisKindEnum, SynthesisStatusEnum } from "./enums.ts";

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

/** The work of a keyed call as its answer shows it. */
type ShownWork = Replayed & {
  readonly character: ShownCharacter | null;
  readonly synthesis: ShownSynthesis | null;
};

/**
 * What the answer of a keyed call shows: the first one, what was accepted; a replay, the same work as it is now, because
 * normalized client caches merge objects by their ids. Only a replay reads anything.
 */
export async function shownWork(
  { load }: GraphqlContext,
  { character, synthesis, replayed }: AcceptedCreation & Replayed,
): Promise<ShownWork> {
  if (!replayed) {
    const shown = { ...character, answeredSynthesis: characterSynthesis(synthesis) };
    return { character: shown, synthesis: synthesisOf(shown, synthesis), replayed };
  }
  const [now, run] = await Promise.all([
    load.character(character.id),
    synthesis === null ? null : load.synthesis(synthesis.id),
  ]);
  return { character: now, synthesis: synthesisOf(now, run), replayed };
}

function idempotentSuccess(name: string, description: string) {
  return builder.objectRef<ShownWork>(name).implement({
    description,
    fields: (t) => ({
      character: t.expose("character", {
        type: CharacterType,
        nullable: true,
        description:
          "The character: SYNTHESIZING or new in the first answer, in a replay as it is now. Null once deleted.",
      }),
      replayed: t.exposeBoolean("replayed", { description: REPLAYED }),
    }),
  });
}

const SYNTHESIS = "The synthesis: RUNNING in the first answer, in a replay as it is now.";

/** The success of a mutation that was accepted, held its price and started a synthesis. */
function paidSuccess(name: string, description: string) {
  const ref = idempotentSuccess(name, description);
  builder.objectField(ref, "synthesis", (t) =>
    t.field({
      type: SynthesisType,
      description: SYNTHESIS,
      // Syntheses are never deleted.
      resolve: ({ synthesis }) => synthesis as ShownSynthesis,
    }),
  );
  return ref;
}

/** The same for a new character, which has no synthesis when it is made from uploads. */
export function creationSuccess(name: string, description: string) {
  const ref = idempotentSuccess(name, description);
  builder.objectField(ref, "synthesis", (t) =>
    t.expose("synthesis", {
      type: SynthesisType,
      nullable: true,
      description: `${SYNTHESIS} Null when the character is made from uploads.`,
    }),
  );
  return ref;
}

const ResynthesizeSuccess = paidSuccess(
  "ResynthesizeCharacterSuccess",
  "The call was accepted: four new images are being made.",
);

builder.mutationField("resynthesizeCharacter", (t) =>
  t.field({
    type: ResynthesizeSuccess,
    nullable: true,
    errors: errorsOf(resynthesizeCharacter),
    validate: argumentsOf(resynthesizeCharacter),
    description:
      "Generates four new reference images from the stored attributes. Holds the credits of four generations, captures " +
      "them when all four images are delivered and releases them otherwise. Until then the character keeps its refs. " +
      "Needs a character that is REVIEWING, READY or FAILED.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      forceAll: t.arg.boolean({ description: "Accepted, and changes nothing today." }),
      ...keyArgs,
    },
    resolve: async (_root, { idempotencyKey, ...args }, context) =>
      shownWork(context, await mutate(context, resynthesizeCharacter, args, { idempotencyKey })),
  }),
);

const RegenerateSuccess = paidSuccess(
  "RegenerateCharacterRefSuccess",
  "The call was accepted: one new image is being made.",
);

builder.mutationField("regenerateCharacterRef", (t) =>
  t.field({
    type: RegenerateSuccess,
    nullable: true,
    errors: errorsOf(regenerateCharacterRef),
    validate: argumentsOf(regenerateCharacterRef),
    description:
      "Generates one pose of the current ref set again; the others stay. Holds the credits of one generation, captures " +
      "them when the image is delivered and releases them otherwise. Needs a character that is REVIEWING, READY or FAILED.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      pose: t.arg({ type: PoseEnum, required: true, description: "One of the four synthesized poses, not OTHER." }),
      promptOverride: t.arg.string({
        description: "A prompt for this image in addition to the attributes; at most 1000 characters.",
      }),
      ...keyArgs,
    },
    resolve: async (_root, { idempotencyKey, ...args }, context) => {
      // The operation's schema has refused OTHER.
      const pose = args.pose as SynthesizedPose;
      return shownWork(context, await mutate(context, regenerateCharacterRef, { ...args, pose }, { idempotencyKey }));
    },
  }),
);

const CancelSuccess = builder.objectRef<AcceptedSynthesis>("CancelSynthesisSuccess").implement({
  description: "The synthesis was cancelled and its credits were released.",
  fields: (t) => ({
    character: t.field({
      type: CharacterType,
      description: "The character, in the status it had before the synthesis.",
      resolve: ({ character, synthesis }) => ({ ...character, answeredSynthesis: characterSynthesis(synthesis) }),
    }),
    synthesis: t.field({
      type: SynthesisType,
      description: "The synthesis, CANCELLED.",
      // A character's run is never an image's.
      resolve: ({ character, synthesis }) => synthesisOf(character, synthesis) as ShownSynthesis,
    }),
    creditsReleased: t.int({
      description: "The credits given back.",
      resolve: ({ synthesis }) => creditsReleased(synthesis),
    }),
  }),
});

builder.mutationField("cancelSynthesis", (t) =>
  t.field({
    type: CancelSuccess,
    nullable: true,
    errors: errorsOf(cancelSynthesis),
    validate: argumentsOf(cancelSynthesis),
    description: "Cancels the character's running synthesis and releases its credits. Free.",
    args: {
      characterId: t.arg.id({ required: true, description: "`char_` + ULID." }),
      synthesisId: t.arg.id({
        description: "Cancels only this synthesis, so that a late call can't cancel the next one.",
      }),
    },
    resolve: (_root, args, context) => mutate(context, cancelSynthesis, args),
  }),
);
