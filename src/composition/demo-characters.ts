import type { CharacterAttributes } from "../domain/attributes.ts";

/** Enough for 250 resynthesizes. */
export const DEMO_CREDITS = 1_000;

/** Two people to try things with: one finished, one waiting for its review. */
export const DEMO_CHARACTERS: readonly {
  name: string;
  status: "ready" | "reviewing";
  attributes: CharacterAttributes;
}[] = [
  {
    name: "Mira",
    status: "ready",
    attributes: {
      gender: "female",
      age: 28,
      ethnicity: "east asian",
      hair_color: "black",
      hair_style: "shoulder-length straight",
      eye_color: "brown",
      body_type: "athletic",
      additional_details: "round glasses, mustard turtleneck, blue jeans",
    },
  },
  {
    name: "Kofi",
    status: "reviewing",
    attributes: {
      gender: "male",
      age: 41,
      ethnicity: "west african",
      hair_color: "black",
      hair_style: "short afro",
      eye_color: "dark brown",
      body_type: "broad",
      additional_details: "full beard, navy jacket, beige chinos",
    },
  },
];
