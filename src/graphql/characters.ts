import type { CharacterSnapshot } from "../domain/snapshots.ts";
import { deleteCharacter, restoreRefSet, saveCharacter, updateCharacter } from "../operations/change-character.ts";
import { createCharacter } from "../operations/create-character.ts";
import { getCharacter } from "../operations/get-character.ts";
import { connectCharacters } from "../operations/list-characters.ts";
import { builder } from "./builder.ts";
import { argumentsOf, call, callOrNull, errorsOf, keyArgs, mutate } from "./call.ts";
import { ATTRIBUTE_DESCRIPTIONS } from "./character.ts";
import { CharacterStatusEnum } from "./enums.ts";
import { CharacterType } from "./object-refs.ts";
import { creationSuccess, shownWork } from "./syntheses.ts";

builder.queryField("character", (t) =>
  t.field({
    type: CharacterType,
    nullable: true,
    description: "A character of the team; null when it is unknown, deleted or another team's.",
    args: { id: t.arg.id({ required: true, description: "`char_` + ULID." }) },
    resolve: (_root, args, context) => callOrNull(context, getCharacter, args),
  }),
);

builder.queryField("characters", (t) =>
  t.connection(
    {
      type: CharacterType,
      nullable: true,
      description: "The team's characters, newest first.",
      args: {
        status: t.arg({ type: CharacterStatusEnum, description: "Only characters with this status." }),
        clientReferenceId: t.arg.string({ description: "Only characters created with this `clientReferenceId`." }),
      },
      resolve: (_root, args, context) => call(context, connectCharacters, args),
    },
    { name: "CharacterConnection", description: "A page of the team's characters." },
    { name: "CharacterEdge", description: "A character and its cursor." },
  ),
);

const CharacterAttributesInput = builder.inputType("CharacterAttributesInput", {
  description: "What a character looks like. Null members are not set.",
  fields: (t) => ({
    gender: t.string({ description: ATTRIBUTE_DESCRIPTIONS.gender }),
    age: t.int({ description: ATTRIBUTE_DESCRIPTIONS.age }),
    ethnicity: t.string({ description: ATTRIBUTE_DESCRIPTIONS.ethnicity }),
    hairColor: t.string({ description: ATTRIBUTE_DESCRIPTIONS.hairColor }),
    hairStyle: t.string({ description: ATTRIBUTE_DESCRIPTIONS.hairStyle }),
    eyeColor: t.string({ description: ATTRIBUTE_DESCRIPTIONS.eyeColor }),
    bodyType: t.string({ description: ATTRIBUTE_DESCRIPTIONS.bodyType }),
    additionalDetails: t.string({ description: ATTRIBUTE_DESCRIPTIONS.additionalDetails }),
  }),
});

const CreateCharacterInput = builder.inputType("CreateCharacterInput", {
  description: "A new character: either `generate: true` with `attributes`, or `uploadIds`.",
  validate: { schema: createCharacter.input },
  fields: (t) => ({
    name: t.string({ required: true, description: "1–120 characters." }),
    generate: t.boolean({ description: "True to generate four reference images from the attributes." }),
    attributes: t.field({
      type: CharacterAttributesInput,
      description: "What the character looks like. With `generate` at least one attribute is needed.",
    }),
    uploadIds: t.idList({ description: "1–6 completed uploads that become its refs." }),
    clientReferenceId: t.string({
      description: "Your own id for it, at most 256 characters.",
    }),
  }),
});

const UpdateCharacterInput = builder.inputType("UpdateCharacterInput", {
  description: "What to change. Absent and null members stay as they are.",
  validate: { schema: updateCharacter.input.omit({ id: true }) },
  fields: (t) => ({
    name: t.string({ description: "1–120 characters." }),
    attributes: t.field({
      type: CharacterAttributesInput,
      description: "Replaces all attributes; `{}` unsets them.",
    }),
  }),
});

const CreateSuccess = creationSuccess("CreateCharacterSuccess", "The character was created.");

builder.mutationField("createCharacter", (t) =>
  t.field({
    type: CreateSuccess,
    nullable: true,
    errors: errorsOf(createCharacter),
    description:
      "Creates a character. From attributes: holds the credits of four generations, captures them when all four images " +
      "are delivered and releases them otherwise. From uploads: free, and READY at once.",
    args: {
      input: t.arg({ type: CreateCharacterInput, required: true, description: "The new character." }),
      ...keyArgs,
    },
    resolve: async (_root, { input, ...key }, context) =>
      shownWork(context, await mutate(context, createCharacter, input, key)),
  }),
);

/** The success of a free mutation whose answer is the changed character. */
function characterSuccess(name: string, description: string) {
  return builder.objectRef<CharacterSnapshot>(name).implement({
    description,
    fields: (t) => ({
      character: t.field({
        type: CharacterType,
        description: "The character after the call.",
        resolve: (character) => character,
      }),
    }),
  });
}

const UpdateSuccess = characterSuccess("UpdateCharacterSuccess", "The character was changed.");

builder.mutationField("updateCharacter", (t) =>
  t.field({
    type: UpdateSuccess,
    nullable: true,
    errors: errorsOf(updateCharacter),
    description: "Changes name and attributes. A running synthesis keeps the attributes that it started with. Free.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      input: t.arg({ type: UpdateCharacterInput, required: true, description: "What to change." }),
    },
    resolve: (_root, { id, input }, context) => mutate(context, updateCharacter, { id, ...input }),
  }),
);

const SaveSuccess = characterSuccess("SaveCharacterSuccess", "The character is READY.");

builder.mutationField("saveCharacter", (t) =>
  t.field({
    type: SaveSuccess,
    nullable: true,
    errors: errorsOf(saveCharacter),
    description: "Saves the ref set: a REVIEWING character becomes READY, a READY one stays as it is. Free.",
    args: { id: t.arg.id({ required: true, description: "`char_` + ULID." }) },
    resolve: (_root, args, context) => mutate(context, saveCharacter, args),
  }),
);

const RestoreSuccess = characterSuccess("RestoreRefSetSuccess", "The ref set is the current one.");

builder.mutationField("restoreRefSet", (t) =>
  t.field({
    type: RestoreSuccess,
    nullable: true,
    errors: errorsOf(restoreRefSet),
    validate: argumentsOf(restoreRefSet),
    description: "Makes an earlier ref set the current one. A FAILED character becomes REVIEWING. Free.",
    args: {
      characterId: t.arg.id({ required: true, description: "`char_` + ULID." }),
      number: t.arg.int({ required: true, description: "The number of the ref set, from 1." }),
    },
    resolve: (_root, args, context) => mutate(context, restoreRefSet, args),
  }),
);

const DeleteSuccess = builder.objectRef<{ readonly id: string }>("DeleteCharacterSuccess").implement({
  description: "The character was deleted.",
  fields: (t) => ({
    deletedId: t.exposeID("id", { description: "The id of the deleted character." }),
  }),
});

builder.mutationField("deleteCharacter", (t) =>
  t.field({
    type: DeleteSuccess,
    nullable: true,
    errors: errorsOf(deleteCharacter),
    description: "Deletes a character for good. A running synthesis is cancelled and its credits are released. Free.",
    args: { id: t.arg.id({ required: true, description: "`char_` + ULID." }) },
    resolve: (_root, args, context) => mutate(context, deleteCharacter, args),
  }),
);
