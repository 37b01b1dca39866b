import type { SynthesizedPose } from "../domain/pose.ts";
import type { AcceptedCreation, AcceptedSynthesis } from "../domain/snapshots.ts";
import { cancelSynthesis } from "../operations/cancel-synthesis.ts";
import type { Replayed } from "../operations/idempotent-request.ts";
import { regenerateCharacterRef } from "../operations/regenerate-character-ref.ts";
import { resynthesizeCharacter } from "../operations/resynthesize-character.ts";
import { builder } from "./builder.ts";
import { argumentsOf, errorsOf, keyArgs, mutate } from "./call.ts";
import { CharacterType } from "./character.ts";
import { PoseEnum } from "./enums.ts";
import { type CharacterSynthesis, SynthesisType } from "./synthesis.ts";

function idempotentSuccess<Accepted extends AcceptedCreation & Replayed>(name: string, description: string) {
  return builder.objectRef<Accepted>(name).implement({
    description,
    fields: (t) => ({
      character: t.field({
        type: CharacterType,
        description: "The character as the first answer showed it; a replay says the same.",
        resolve: ({ character, synthesis }) => ({ ...character, answeredSynthesis: synthesis }),
      }),
      replayed: t.boolean({
        description: "True when this call was accepted before under the same key: nothing was charged again.",
        resolve: ({ replayed }) => replayed,
      }),
      current: t.field({
        type: CharacterType,
        nullable: true,
        description: "The character as it is now; null when it has been deleted since.",
        resolve: ({ character }, _args, { load }) => load.character(character.id),
      }),
    }),
  });
}

/** The success of a mutation that was accepted, held its price and started a synthesis. */
function paidSuccess(name: string, description: string) {
  const ref = idempotentSuccess<AcceptedSynthesis & Replayed>(name, description);
  builder.objectField(ref, "synthesis", (t) =>
    t.field({
      type: SynthesisType,
      description: "The synthesis as the first answer showed it.",
      resolve: ({ synthesis }) => synthesis as CharacterSynthesis,
    }),
  );
  return ref;
}

/** The same for a new character, which has no synthesis when it is made from uploads. */
export function creationSuccess(name: string, description: string) {
  const ref = idempotentSuccess<AcceptedCreation & Replayed>(name, description);
  builder.objectField(ref, "synthesis", (t) =>
    t.field({
      type: SynthesisType,
      nullable: true,
      description: "The synthesis as the first answer showed it; null when the character is made from uploads.",
      resolve: ({ synthesis }) => synthesis as CharacterSynthesis | null,
    }),
  );
  return ref;
}

const ResynthesizeSuccess = paidSuccess("ResynthesizeCharacterSuccess", "Accepted: four fresh poses are being made.");

builder.mutationField("resynthesizeCharacter", (t) =>
  t.field({
    type: ResynthesizeSuccess,
    errors: errorsOf(resynthesizeCharacter),
    validate: argumentsOf(resynthesizeCharacter),
    description:
      "Makes a fresh set of four poses from the character's stored attributes. Costs four generations, charged only " +
      "when all four are delivered; until then the character keeps its refs. From REVIEWING, READY and FAILED.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      forceAll: t.arg.boolean({ description: "Reserved: accepted, and changes nothing today." }),
      ...keyArgs,
    },
    resolve: (_root, { idempotencyKey, ...args }, context) =>
      mutate(context, resynthesizeCharacter, args, { idempotencyKey }),
  }),
);

const RegenerateSuccess = paidSuccess("RegenerateCharacterRefSuccess", "Accepted: one pose is being made anew.");

builder.mutationField("regenerateCharacterRef", (t) =>
  t.field({
    type: RegenerateSuccess,
    errors: errorsOf(regenerateCharacterRef),
    validate: argumentsOf(regenerateCharacterRef),
    description:
      "Makes one pose of the current set anew; the others stay. Costs one generation, charged only when it is " +
      "delivered. From REVIEWING, READY and FAILED.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      pose: t.arg({ type: PoseEnum, required: true, description: "One of the four synthesized poses, not OTHER." }),
      promptOverride: t.arg.string({
        description: "A wish for this picture, beside the attributes; at most 1000 characters.",
      }),
      ...keyArgs,
    },
    resolve: (_root, { idempotencyKey, ...args }, context) => {
      // The operation's schema has refused OTHER.
      const pose = args.pose as SynthesizedPose;
      return mutate(context, regenerateCharacterRef, { ...args, pose }, { idempotencyKey });
    },
  }),
);

const CancelSuccess = builder.objectRef<AcceptedSynthesis>("CancelSynthesisSuccess").implement({
  description: "The synthesis was stopped and its credits were released.",
  fields: (t) => ({
    character: t.expose("character", {
      type: CharacterType,
      description: "The character, in the status it had before the synthesis.",
    }),
    synthesis: t.field({
      type: SynthesisType,
      description: "The synthesis, CANCELLED.",
      resolve: ({ synthesis }) => synthesis as CharacterSynthesis,
    }),
  }),
});

builder.mutationField("cancelSynthesis", (t) =>
  t.field({
    type: CancelSuccess,
    errors: errorsOf(cancelSynthesis),
    validate: argumentsOf(cancelSynthesis),
    description: "Stops a character's running synthesis and releases its credits. Free.",
    args: {
      characterId: t.arg.id({ required: true, description: "`char_` + ULID." }),
      synthesisId: t.arg.id({ description: "Only this run, so that a late call can't hit the next one." }),
    },
    resolve: (_root, args, context) => mutate(context, cancelSynthesis, args),
  }),
);
