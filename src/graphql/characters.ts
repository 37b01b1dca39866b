import type { CharacterAttributes } from "../domain/character.ts";
import { type CharacterSnapshot, sheetPath } from "../domain/snapshots.ts";
import { deleteCharacter, restoreRefSet, saveCharacter, updateCharacter } from "../operations/change-character.ts";
import { connectCharacters, getCharacter } from "../operations/characters.ts";
import { createCharacter } from "../operations/create-character.ts";
import type { Connection } from "../operations/pages.ts";
import { builder, CharacterType, fixedFields, type ShownSynthesis, SynthesisType, synthesisOf } from "./builder.ts";
import { argumentsOf, call, callOrNull, errorsOf, keyArgs, mutate } from "./call.ts";
import { CharacterStatusEnum } from "./enums.ts";
import { valueOrRefusal } from "./errors.ts";
import { CharacterRefType, RefSetType } from "./images.ts";
import { creationSuccess, shownWork } from "./syntheses.ts";

/** Descriptions of the attributes, shared by the output type and the input type. */
const ATTRIBUTE_DESCRIPTIONS = {
  gender: "Gender, 1–100 characters.",
  age: "Age in whole years, 1–120.",
  ethnicity: "Ethnicity, 1–100 characters.",
  hairColor: "Hair color, 1–100 characters.",
  hairStyle: "Hairstyle, 1–100 characters.",
  eyeColor: "Eye color, 1–100 characters.",
  bodyType: "Build, 1–100 characters.",
  additionalDetails: "Anything else about the person, 1–1000 characters.",
} as const;

const CharacterAttributesType = builder.objectRef<CharacterAttributes>("CharacterAttributes").implement({
  description: "What a character looks like. An attribute that is not set is null.",
  extensions: fixedFields(Object.keys(ATTRIBUTE_DESCRIPTIONS)),
  fields: (t) => ({
    gender: t.exposeString("gender", { nullable: true, description: ATTRIBUTE_DESCRIPTIONS.gender }),
    age: t.exposeInt("age", { nullable: true, description: ATTRIBUTE_DESCRIPTIONS.age }),
    ethnicity: t.exposeString("ethnicity", { nullable: true, description: ATTRIBUTE_DESCRIPTIONS.ethnicity }),
    hairColor: t.exposeString("hair_color", { nullable: true, description: ATTRIBUTE_DESCRIPTIONS.hairColor }),
    hairStyle: t.exposeString("hair_style", { nullable: true, description: ATTRIBUTE_DESCRIPTIONS.hairStyle }),
    eyeColor: t.exposeString("eye_color", { nullable: true, description: ATTRIBUTE_DESCRIPTIONS.eyeColor }),
    bodyType: t.exposeString("body_type", { nullable: true, description: ATTRIBUTE_DESCRIPTIONS.bodyType }),
    additionalDetails: t.exposeString("additional_details", {
      nullable: true,
      description: ATTRIBUTE_DESCRIPTIONS.additionalDetails,
    }),
  }),
});

builder.node(CharacterType, {
  description: "A reusable identity with attributes and reference images.",
  extensions: fixedFields([
    "id",
    "name",
    "status",
    "version",
    "refs",
    "sheetUrl",
    "attributes",
    "clientReferenceId",
    "errorMessage",
    "aurousVersion",
    "createdAt",
    "updatedAt",
  ]),
  id: { description: "`char_` + ULID.", resolve: ({ id }) => id },
  fields: (t) => ({
    name: t.exposeString("name", { description: "1–120 characters." }),
    status: t.expose("status", {
      type: CharacterStatusEnum,
      description: "The state of the character. A deleted character can't be read, so this is never DELETED.",
    }),
    version: t.exposeInt("version", {
      description: "Increases by one with each change. Pass it to `characterStatusChanged(after:)`.",
    }),
    refs: t.expose("refs", {
      type: [CharacterRefType],
      description: "The current reference images: one complete ref set, or an empty list before the first set.",
    }),
    sheetUrl: t.string({
      nullable: true,
      description:
        "Signed URL of one image that shows the whole ref set. It needs no key and it expires. The image is generated " +
        "when the URL is first requested. Null before the first set.",
      resolve: ({ id, ref_set_number }, _args, { app }) =>
        ref_set_number === null ? null : app.urls.sign(sheetPath(id, ref_set_number)),
    }),
    attributes: t.expose("attributes", {
      type: CharacterAttributesType,
      nullable: true,
      description: "What the character looks like; null when no attribute is set.",
    }),
    clientReferenceId: t.exposeString("client_reference_id", {
      nullable: true,
      description: "Your own id for the character, from its creation; null when none was given.",
    }),
    errorMessage: t.exposeString("error_message", {
      nullable: true,
      description:
        "Why the character is FAILED: a code of `Synthesis.errorCode`, or `cancelled` when its first synthesis was " +
        "cancelled. Null for every other status.",
    }),
    aurousVersion: t.exposeString("aurous_version", {
      description: "The version of the API contract (`Aurous-Version`) that applied at its creation.",
    }),
    createdAt: t.expose("created_at", { type: "DateTime", description: "When the character was created." }),
    updatedAt: t.expose("updated_at", { type: "DateTime", description: "When the character last changed." }),
    syntheses: t.connection(
      {
        type: SynthesisType,
        nullable: true,
        description: "All syntheses of the character, newest first. Null only together with an entry in `errors`.",
        resolve: async (character, page, context) => {
          const { edges, pageInfo } = valueOrRefusal(context, await context.load.syntheses(character.id, page));
          const shown = edges.map(({ cursor, node }) => ({ cursor, node: synthesisOf(character, node) }));
          // The syntheses of `createImage` belong to no character, so this list has none of them.
          return { edges: shown, pageInfo } as Connection<ShownSynthesis>;
        },
      },
      { name: "SynthesisConnection", description: "A page of a character's syntheses." },
      { name: "SynthesisEdge", description: "A synthesis and its cursor." },
    ),
    refSets: t.connection(
      {
        type: RefSetType,
        nullable: true,
        description: "All ref sets of the character, newest first. Null only together with an entry in `errors`.",
        resolve: async ({ id }, page, context) => valueOrRefusal(context, await context.load.refSets(id, page)),
      },
      { name: "RefSetConnection", description: "A page of a character's ref sets." },
      { name: "RefSetEdge", description: "A ref set and its cursor." },
    ),
    synthesis: t.field({
      type: SynthesisType,
      nullable: true,
      description:
        "The latest synthesis, running or ended; null when there was none. In the first response to a paid mutation it " +
        "is the synthesis that the mutation started.",
      resolve: async (character, _args, { load }) => {
        const { id, answeredSynthesis: answered } = character;
        return synthesisOf(character, answered === undefined ? await load.latestSynthesis(id) : answered);
      },
    }),
  }),
});

builder.queryField("character", (t) =>
  t.field({
    type: CharacterType,
    nullable: true,
    description:
      "A character of the team; null when the id is unknown, or the character is deleted or belongs to another team.",
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
        status: t.arg({ type: CharacterStatusEnum, description: "Returns only characters with this status." }),
        clientReferenceId: t.arg.string({
          description: "Returns only characters that were created with this `clientReferenceId`.",
        }),
      },
      resolve: (_root, args, context) => call(context, connectCharacters, args),
    },
    { name: "CharacterConnection", description: "A page of the team's characters." },
    { name: "CharacterEdge", description: "A character and its cursor." },
  ),
);

const CharacterAttributesInput = builder.inputType("CharacterAttributesInput", {
  description: "What a character looks like. Absent and null attributes are not set.",
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
  description: "A new character, made either from `attributes` with `generate: true`, or from `uploadIds`.",
  validate: { schema: createCharacter.input },
  fields: (t) => ({
    name: t.string({ required: true, description: "1–120 characters." }),
    generate: t.boolean({ description: "True to generate four reference images from the attributes." }),
    attributes: t.field({
      type: CharacterAttributesInput,
      description: "What the character looks like. With `generate: true` at least one attribute is required.",
    }),
    uploadIds: t.idList({ description: "The ids of 1–6 completed uploads, which become the character's refs." }),
    clientReferenceId: t.string({
      description: "Your own id for the character, at most 256 characters.",
    }),
  }),
});

const UpdateCharacterInput = builder.inputType("UpdateCharacterInput", {
  description: "What to change. Absent and null fields are left unchanged.",
  validate: { schema: updateCharacter.input.omit({ id: true }) },
  fields: (t) => ({
    name: t.string({ description: "1–120 characters." }),
    attributes: t.field({
      type: CharacterAttributesInput,
      description: "Replaces all attributes; `{}` removes them.",
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

/** Defines the success type of a free mutation that returns the changed character. */
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
    description:
      "Changes the name and the attributes. A running synthesis continues with the attributes it started with. Free.",
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
    description:
      "Saves the ref set: a REVIEWING character becomes READY. Does nothing when the character is already READY. Free.",
    args: { id: t.arg.id({ required: true, description: "`char_` + ULID." }) },
    resolve: (_root, args, context) => mutate(context, saveCharacter, args),
  }),
);

const RestoreSuccess = characterSuccess("RestoreRefSetSuccess", "The ref set is now the current one.");

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
    description:
      "Deletes a character permanently. A running synthesis is cancelled and its credits are released. Free.",
    args: { id: t.arg.id({ required: true, description: "`char_` + ULID." }) },
    resolve: (_root, args, context) => mutate(context, deleteCharacter, args),
  }),
);
