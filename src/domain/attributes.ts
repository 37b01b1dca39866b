/** What a character looks like. Absent members are not set; a character without any has `null` instead. */
export type CharacterAttributes = {
  readonly gender?: string;
  /** Whole years, 1–120. */
  readonly age?: number;
  readonly ethnicity?: string;
  readonly hair_color?: string;
  readonly hair_style?: string;
  readonly eye_color?: string;
  readonly body_type?: string;
  /** Free text, at most 1000 characters. */
  readonly additional_details?: string;
};

/** The members in the order in which every transport prints them. */
export const ATTRIBUTE_NAMES = [
  "gender",
  "age",
  "ethnicity",
  "hair_color",
  "hair_style",
  "eye_color",
  "body_type",
  "additional_details",
] as const satisfies readonly (keyof CharacterAttributes)[];
