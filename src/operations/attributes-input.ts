import { z } from "zod";
import { ATTRIBUTE_NAMES, type CharacterAttributes } from "../domain/attributes.ts";
import { text } from "./input.ts";

const word = text(1, 100).nullish();

/** Attributes as callers send them; null members are unset. */
export const attributesInput = z.strictObject({
  gender: word,
  age: z.int().min(1).max(120).nullish(),
  ethnicity: word,
  hair_color: word,
  hair_style: word,
  eye_color: word,
  body_type: word,
  additional_details: text(1, 1000).nullish(),
});

/** The members that are set, in the contract's order; null when none is. */
export function setAttributes(input: z.output<typeof attributesInput> | null | undefined): CharacterAttributes | null {
  const members = ATTRIBUTE_NAMES.flatMap((name) => {
    const value = input?.[name];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return members.length === 0 ? null : Object.fromEntries(members);
}
