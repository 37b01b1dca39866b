import { text } from "../../operations/input.ts";
import { builder } from "../builder.ts";
import { ATTRIBUTE_DESCRIPTIONS } from "./character-attributes.ts";

const described = ATTRIBUTE_DESCRIPTIONS;
const word = { schema: text(1, 100) };

/**
 * The rules here are those of the operations, told earlier; null members are as good as absent. What concerns several
 * members together is the operation's alone.
 */
export const CharacterAttributesInput = builder.inputType("CharacterAttributesInput", {
  description: "What a character looks like; null members are not set.",
  fields: (t) => ({
    gender: t.string({ description: described.gender, validate: word }),
    age: t.int({ description: described.age, validate: { min: 1, max: 120 } }),
    ethnicity: t.string({ description: described.ethnicity, validate: word }),
    hairColor: t.string({ description: described.hairColor, validate: word }),
    hairStyle: t.string({ description: described.hairStyle, validate: word }),
    eyeColor: t.string({ description: described.eyeColor, validate: word }),
    bodyType: t.string({ description: described.bodyType, validate: word }),
    additionalDetails: t.string({ description: described.additionalDetails, validate: { schema: text(1, 1000) } }),
  }),
});

export const CreateCharacterInput = builder.inputType("CreateCharacterInput", {
  description: "A new character: either `generate` with `attributes`, or `uploadIds`.",
  fields: (t) => ({
    name: t.string({ required: true, description: "1–120 characters.", validate: { schema: text(1, 120) } }),
    generate: t.boolean({ description: "True: synthesize four poses from the attributes." }),
    attributes: t.field({
      type: CharacterAttributesInput,
      description: "What it looks like; needed, at least one of them, with `generate`.",
    }),
    uploadIds: t.idList({ description: "1–6 finished uploads that become its refs." }),
    clientReferenceId: t.string({
      description: "The caller's own id for it, at most 256 characters.",
      validate: { schema: text(0, 256) },
    }),
  }),
});

export const UpdateCharacterInput = builder.inputType("UpdateCharacterInput", {
  description: "What to change; absent and null members stay as they are.",
  fields: (t) => ({
    name: t.string({ description: "1–120 characters.", validate: { schema: text(1, 120) } }),
    attributes: t.field({
      type: CharacterAttributesInput,
      description: "Replaces all attributes; `{}` unsets them.",
    }),
  }),
});
