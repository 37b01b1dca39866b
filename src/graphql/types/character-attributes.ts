import type { CharacterAttributes } from "../../domain/attributes.ts";
import { builder } from "../builder.ts";

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

const described = ATTRIBUTE_DESCRIPTIONS;

export const CharacterAttributesType = builder.objectRef<CharacterAttributes>("CharacterAttributes").implement({
  description: "What a character looks like; null members are not set.",
  fields: (t) => ({
    gender: t.exposeString("gender", { nullable: true, description: described.gender }),
    age: t.exposeInt("age", { nullable: true, description: described.age }),
    ethnicity: t.exposeString("ethnicity", { nullable: true, description: described.ethnicity }),
    hairColor: t.exposeString("hair_color", { nullable: true, description: described.hairColor }),
    hairStyle: t.exposeString("hair_style", { nullable: true, description: described.hairStyle }),
    eyeColor: t.exposeString("eye_color", { nullable: true, description: described.eyeColor }),
    bodyType: t.exposeString("body_type", { nullable: true, description: described.bodyType }),
    additionalDetails: t.exposeString("additional_details", {
      nullable: true,
      description: described.additionalDetails,
    }),
  }),
});
