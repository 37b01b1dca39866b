import type { CharacterAttributes } from "../domain/attributes.ts";
import { sheetPath } from "../domain/sheet-path.ts";
import type { CharacterSnapshot, SynthesisSnapshot } from "../domain/snapshots.ts";
import type { Connection } from "../operations/pages.ts";
import { builder } from "./builder.ts";
import { CharacterStatusEnum } from "./enums.ts";
import { valueOrRefusal } from "./errors.ts";
import { CharacterRefType, RefSetType } from "./ref-sets.ts";
import { type CharacterSynthesis, characterSynthesis, SynthesisType } from "./synthesis.ts";

/** What each attribute means; shared by the type and its input. */
export const ATTRIBUTE_DESCRIPTIONS = {
  gender: "Gender, 1–100 characters.",
  age: "Age in whole years, 1–120.",
  ethnicity: "Ethnicity, 1–100 characters.",
  hairColor: "Colour of the hair, 1–100 characters.",
  hairStyle: "Style of the hair, 1–100 characters.",
  eyeColor: "Colour of the eyes, 1–100 characters.",
  bodyType: "Build, 1–100 characters.",
  additionalDetails: "Anything else that belongs to the person, 1–1000 characters.",
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

/** A character; in the answer of a paid call with the synthesis of that answer, which a replay shows again. */
export type ShownCharacter = CharacterSnapshot & { readonly answeredSynthesis?: SynthesisSnapshot | null };

export const CharacterType = builder.objectRef<ShownCharacter>("Character");

builder.node(CharacterType, {
  description: "A reusable identity: typed attributes and reference pictures.",
  id: { description: "`char_` + ULID.", resolve: ({ id }) => id },
  fields: (t) => ({
    name: t.exposeString("name", { description: "1–120 characters." }),
    status: t.expose("status", { type: CharacterStatusEnum, description: "Where it is in its life; never DELETED." }),
    version: t.exposeInt("version", {
      description: "Raised by one with each change; the cursor of `characterStatusChanged(after:)`.",
    }),
    refs: t.expose("refs", {
      type: [CharacterRefType],
      description: "The current reference pictures: always one complete set, empty before the first.",
    }),
    sheetUrl: t.string({
      nullable: true,
      description:
        "Signed address of the set as one contact sheet; it expires and needs no key. Drawn when it is first asked " +
        "for. Null before the first set.",
      resolve: ({ id, ref_set_number }, _args, { app }) =>
        ref_set_number === null ? null : app.urls.sign(sheetPath(id, ref_set_number)),
    }),
    attributes: t.expose("attributes", {
      type: CharacterAttributesType,
      nullable: true,
      description: "What it looks like; null when no attribute is set.",
    }),
    clientReferenceId: t.exposeString("client_reference_id", {
      nullable: true,
      description: "The caller's own id, as given at its creation; null when none was.",
    }),
    errorMessage: t.exposeString("error_message", {
      nullable: true,
      description:
        "Why it is FAILED: a code of `Synthesis.errorCode`, or `cancelled` when its creation was; else null.",
    }),
    aurousVersion: t.exposeString("aurous_version", { description: "Contract version when it was made." }),
    createdAt: t.expose("created_at", { type: "DateTime", description: "When it was made." }),
    updatedAt: t.expose("updated_at", { type: "DateTime", description: "When it was last changed." }),
    syntheses: t.connection(
      {
        type: SynthesisType,
        nullable: true,
        description: "All its syntheses, newest first; null only together with an error.",
        resolve: async ({ id }, page, context) => {
          const syntheses = valueOrRefusal(context, await context.load.syntheses(id, page));
          return syntheses as Connection<CharacterSynthesis>;
        },
      },
      { name: "SynthesisConnection", description: "A page of a character's syntheses." },
      { name: "SynthesisEdge", description: "A synthesis and its place in the list." },
    ),
    refSets: t.connection(
      {
        type: RefSetType,
        nullable: true,
        description: "All its sets of refs, newest first; null only together with an error.",
        resolve: async ({ id }, page, context) => valueOrRefusal(context, await context.load.refSets(id, page)),
      },
      { name: "RefSetConnection", description: "A page of a character's sets of refs." },
      { name: "RefSetEdge", description: "A set of refs and its place in the list." },
    ),
    synthesis: t.field({
      type: SynthesisType,
      nullable: true,
      description:
        "Its latest synthesis as it is now, running or not; null when it never had one. In the answer of a paid call " +
        "the one of that answer.",
      resolve: async ({ id, answeredSynthesis }, _args, { load }) =>
        characterSynthesis(answeredSynthesis ?? (await load.latestSynthesis(id))),
    }),
  }),
});
