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
      // Only an image of `createImage` has a generation without a pose, and it is never shown as a synthesis.
      resolve: ({ pose }) => pose as Pose,
    }),
    status: t.expose("status", { type: GenerationStatusEnum, description: "The state of this image." }),
    attempt: t.exposeInt("attempt", {
      description: "How many provider calls have been made for this image: at most 4.",
    }),
    thumbUrl: t.string({
      nullable: true,
      description:
        "Signed URL of a thumbnail, available as soon as the image is DELIVERED. It needs no key and it expires. Null " +
        "before that, and when the synthesis is FAILED or CANCELLED. The full image is in `Character.refs` once the " +
        "whole set is complete.",
      resolve: ({ thumb_key }, _args, { app }) =>
        thumb_key === undefined ? null : app.urls.sign(`/storage/${thumb_key}`),
    }),
    thumbhash: t.string({
      nullable: true,
      description: "A blurred placeholder: a thumbhash in Base64. Null when `thumbUrl` is null.",
      resolve: ({ thumbhash }) => thumbhash ?? null,
    }),
  }),
});

const ProgressType = builder.objectRef<CharacterSynthesis["generations"]>("Progress").implement({
  description: "How many images of a synthesis have been delivered.",
  fields: (t) => ({
    completed: t.int({
      description: "How many images have been delivered.",
      resolve: (generations) => generations.filter(({ status }) => status === "delivered").length,
    }),
    total: t.int({
      description: "How many images the synthesis generates.",
      resolve: (generations) => generations.length,
    }),
  }),
});

/** The released credits: the whole price when a synthesis failed or was cancelled, otherwise 0. */
function creditsReleased({ status, cost }: Pick<CharacterSynthesis, "status" | "cost">): number {
  return status === "failed" || status === "cancelled" ? cost : 0;
}

builder.node(SynthesisType, {
  description: "One accepted, paid run that generates images of a character.",
  id: { description: "`syn_` + ULID.", resolve: ({ id }) => id },
  fields: (t) => ({
    kind: t.expose("kind", { type: SynthesisKindEnum, description: "What the synthesis generates." }),
    status: t.expose("status", { type: SynthesisStatusEnum, description: "The state of the synthesis." }),
    cost: t.exposeInt("cost", {
      description: "The price in credits. It is held while the synthesis runs and captured only when it succeeds.",
    }),
    creditsReleased: t.int({
      description: "Released credits: the whole price when the synthesis is FAILED or CANCELLED, otherwise 0.",
      resolve: creditsReleased,
    }),
    startedAt: t.expose("started_at", { type: "DateTime", description: "When the call was accepted." }),
    finishedAt: t.expose("finished_at", {
      type: "DateTime",
      nullable: true,
      description: "When the synthesis ended; null while it runs.",
    }),
    errorCode: t.exposeString("error_code", {
      nullable: true,
      description:
        "Why the synthesis failed: `provider_outcome_unknown`, `provider_unavailable`, `provider_bad_response`, " +
        "`content_rejected` or `deadline_exceeded`. Null unless the synthesis is FAILED.",
    }),
    character: t.field({
      type: CharacterType,
      nullable: true,
      description: "The character of the synthesis; null when it has been deleted.",
      resolve: ({ character_id, shownCharacter }, _args, { load }) => {
        if (shownCharacter !== undefined) return shownCharacter;
        return character_id === null ? null : load.character(character_id);
      },
    }),
    generations: t.field({
      type: [GenerationType],
      description: "The images of the synthesis, one entry each, in the order of the poses.",
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
    description: "A synthesis of the team; null when the id is unknown or the synthesis belongs to another team.",
    args: { id: t.arg.id({ required: true, description: "`syn_` + ULID." }) },
    resolve: async (_root, args, context) => characterSynthesis(await callOrNull(context, getSynthesis, args)),
  }),
);

/** The accepted work that the response to an idempotent mutation shows. */
type ShownWork = Replayed & {
  readonly character: ShownCharacter | null;
  readonly synthesis: ShownSynthesis | null;
};

/**
 * Returns what the response to an idempotent mutation shows. The first response shows the work that was accepted, and
 * reads nothing. A replay reads the present state of the same work, because normalized client caches merge objects by
 * id and must not get an older state.
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
          "The character. The first response shows it right after the call was accepted, a replay in its present state. Null " +
          "in a replay when the character has been deleted.",
      }),
      replayed: t.exposeBoolean("replayed", { description: REPLAYED }),
    }),
  });
}

const SYNTHESIS = "The synthesis: RUNNING in the first response, its present state in a replay.";

/** Defines the success type of a mutation that holds its price and starts a synthesis. */
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

/** Defines the success type of `createCharacter`, which starts no synthesis when the character is made from uploads. */
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
  "The call was accepted: four new images are being generated.",
);

builder.mutationField("resynthesizeCharacter", (t) =>
  t.field({
    type: ResynthesizeSuccess,
    nullable: true,
    errors: errorsOf(resynthesizeCharacter),
    validate: argumentsOf(resynthesizeCharacter),
    description:
      "Generates four new reference images from the stored attributes. Holds the credits of four generations, captures " +
      "them when all four images are delivered, and releases them otherwise. Until all images are delivered, the " +
      "character keeps its current refs. It must be REVIEWING, READY or FAILED.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      forceAll: t.arg.boolean({ description: "Has no effect at present. Every resynthesis generates all four poses." }),
      ...keyArgs,
    },
    resolve: async (_root, { idempotencyKey, ...args }, context) =>
      shownWork(context, await mutate(context, resynthesizeCharacter, args, { idempotencyKey })),
  }),
);

const RegenerateSuccess = paidSuccess(
  "RegenerateCharacterRefSuccess",
  "The call was accepted: one new image is being generated.",
);

builder.mutationField("regenerateCharacterRef", (t) =>
  t.field({
    type: RegenerateSuccess,
    nullable: true,
    errors: errorsOf(regenerateCharacterRef),
    validate: argumentsOf(regenerateCharacterRef),
    description:
      "Generates one pose of the current ref set again and keeps the others. Holds the credits of one generation, captures " +
      "them when the image is delivered, and releases them otherwise. The character must be REVIEWING, READY or " +
      "FAILED.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      pose: t.arg({ type: PoseEnum, required: true, description: "The pose to generate. OTHER is not allowed." }),
      promptOverride: t.arg.string({
        description:
          "Additional prompt for this image, at most 1000 characters. It is used together with the attributes.",
      }),
      ...keyArgs,
    },
    resolve: async (_root, { idempotencyKey, ...args }, context) => {
      // The operation's input schema refuses OTHER.
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
      description: "The cancelled synthesis.",
      // A synthesis that belongs to a character was not started by `createImage`, so it is never null here.
      resolve: ({ character, synthesis }) => synthesisOf(character, synthesis) as ShownSynthesis,
    }),
    creditsReleased: t.int({
      description: "The number of released credits.",
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
        description: "The synthesis to cancel. With this argument a late call can't cancel a newer synthesis.",
      }),
    },
    resolve: (_root, args, context) => mutate(context, cancelSynthesis, args),
  }),
);
