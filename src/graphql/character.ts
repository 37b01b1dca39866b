import type { CharacterAttributes } from "../domain/character.ts";
import { sheetPath } from "../domain/snapshots.ts";
import type { Connection } from "../operations/pages.ts";
import { builder } from "./builder.ts";
import { CharacterStatusEnum } from "./enums.ts";
import { valueOrRefusal } from "./errors.ts";
import { CharacterType, type ShownSynthesis, SynthesisType, synthesisOf } from "./object-refs.ts";
import { CharacterRefType, RefSetType } from "./ref-sets.ts";

/** What each attribute means; shared by the type and its input. */
export const ATTRIBUTE_DESCRIPTIONS = {
  gender: "Gender, 1–100 characters.",
  age: "Age in whole years, 1–120.",
  ethnicity: "Ethnicity, 1–100 characters.",
  hairColor: "Color of the hair, 1–100 characters.",
  hairStyle: "Hairstyle, 1–100 characters.",
  eyeColor: "Color of the eyes, 1–100 characters.",
  bodyType: "Build, 1–100 characters.",
  additionalDetails: "Anything else about the person, 1–1000 characters.",
} as const;

const CharacterAttributesType = builder.objectRef<CharacterAttributes>("CharacterAttributes").implement({
  description: "What a character looks like; null members are not set.",
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
  description: "A reusable identity: typed attributes and reference images.",
  id: { description: "`char_` + ULID.", resolve: ({ id }) => id },
  fields: (t) => ({
    name: t.exposeString("name", { description: "1–120 characters." }),
    status: t.expose("status", {
      type: CharacterStatusEnum,
      description: "The state of the character; never DELETED here.",
    }),
    version: t.exposeInt("version", {
      description: "Goes up by one with each change. Use it as `characterStatusChanged(after:)`.",
    }),
    refs: t.expose("refs", {
      type: [CharacterRefType],
      description: "The current reference images: always one complete set, empty before the first set.",
    }),
    sheetUrl: t.string({
      nullable: true,
      description:
        "Signed URL of one image that shows the whole set. It expires and needs no key. The image is made when the " +
        "URL is first requested. Null before the first set.",
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
      description: "Your own id for it, as given at its creation; null when none was given.",
    }),
    errorMessage: t.exposeString("error_message", {
      nullable: true,
      description:
        "Why it is FAILED: a code of `Synthesis.errorCode`, or `cancelled` when its creation was cancelled; else null.",
    }),
    aurousVersion: t.exposeString("aurous_version", { description: "The contract version at its creation." }),
    createdAt: t.expose("created_at", { type: "DateTime", description: "When it was created." }),
    updatedAt: t.expose("updated_at", { type: "DateTime", description: "When it was last changed." }),
    syntheses: t.connection(
      {
        type: SynthesisType,
        nullable: true,
        description: "All its syntheses, newest first. Null only together with an error.",
        resolve: async (character, page, context) => {
          const { edges, pageInfo } = valueOrRefusal(context, await context.load.syntheses(character.id, page));
          const shown = edges.map(({ cursor, node }) => ({ cursor, node: synthesisOf(character, node) }));
          // A character's list has no image's run.
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
        description: "All its ref sets, newest first. Null only together with an error.",
        resolve: async ({ id }, page, context) => valueOrRefusal(context, await context.load.refSets(id, page)),
      },
      { name: "RefSetConnection", description: "A page of a character's ref sets." },
      { name: "RefSetEdge", description: "A ref set and its cursor." },
    ),
    synthesis: t.field({
      type: SynthesisType,
      nullable: true,
      description:
        "Its latest synthesis, running or not; null when it never had one. In the first answer of a paid call, the " +
        "synthesis of that answer.",
      resolve: async (character, _args, { load }) => {
        const { id, answeredSynthesis: answered } = character;
        return synthesisOf(character, answered === undefined ? await load.latestSynthesis(id) : answered);
      },
    }),
  }),
});
