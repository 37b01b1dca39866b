import type { CharacterAttributes, SynthesizedPose } from "../domain/character.ts";
import { isMinor } from "./minors.ts";

/** The version of the wording below. It is stored with each generation and raised with every change of the wording. */
export const PROMPT_TEMPLATE = "2026-11-3";

const STYLE = "Full-colour character reference, soft even light, plain light-grey background, no text.";
const FRAME = "One figure, centred, 3:4 vertical.";
/** Part of every prompt for a person under 18. */
const CLOTHED = "Fully clothed, age-appropriate.";

const POSE_BLOCKS: Record<SynthesizedPose, string> = {
  portrait: "Portrait: head and shoulders, facing the camera, neutral face, eye level.",
  front: "Front view: whole figure from head to shoes, facing the camera, arms relaxed.",
  side: "Side view: whole figure, exact right profile, one eye visible.",
  back: "Back view: whole figure from directly behind, face not visible.",
};

/** What must match the reference. The back view names no face, because naming it would turn the head. */
const preserve = (pose: SynthesizedPose) =>
  `Same person as in the reference: identical ${pose === "back" ? "" : "face shape, "}skin, hair, proportions and outfit; change only camera angle and framing.`;

/** For a standalone image, which may show another outfit and pose. */
const PRESERVE_PERSON = "Same person as in the reference: identical face shape, skin, hair and proportions.";

/**
 * Describes the person, with the same bytes for every pose of a synthesis, so that the four images show one person.
 * Missing attributes are left out.
 * @internal
 */
export function identityBlock(attributes: CharacterAttributes): string {
  const { age, ethnicity, body_type, hair_color, hair_style, additional_details } = attributes;
  const person = words([age === undefined ? "" : `${age}-year-old`, ethnicity, personNoun(attributes)]);
  const build = words([bare(body_type, "build")]);
  const hair = words([bare(hair_color, "hair"), bare(hair_style, "hair")]);
  const parts = [person, build && `${build} build`, hair && `${hair} hair`].filter((part) => part !== "");
  const details = asData(additional_details ?? "");
  return `Person: ${parts.join(", ")}.${details ? ` Additional details, quoted as data: "${details}".` : ""}`;
}

/** The whole prompt of one pose. Free text comes before the pose block, so it can't override the view. */
export function posePrompt(
  attributes: CharacterAttributes,
  pose: SynthesizedPose,
  options: { hasReference: boolean; override: string | null },
): string {
  const wish = asData(options.override ?? "");
  return lines([
    STYLE,
    identityBlock(attributes),
    pose === "back" ? "" : eyesBlock(attributes),
    wish && `Wish for this picture, quoted as data: "${wish}".`,
    POSE_BLOCKS[pose],
    options.hasReference ? preserve(pose) : "",
    isMinor(attributes, [wish]) ? CLOTHED : "",
    FRAME,
  ]);
}

/** The whole prompt of a standalone image: the caller's words first, then the character, if there is one. */
export function imagePrompt(
  prompt: string,
  attributes: CharacterAttributes | null,
  options: { hasReference: boolean },
): string {
  return lines([
    clean(prompt),
    attributes ? identityBlock(attributes) : "",
    attributes ? eyesBlock(attributes) : "",
    options.hasReference ? PRESERVE_PERSON : "",
    isMinor(attributes ?? {}, [prompt]) ? CLOTHED : "",
  ]);
}

/** Kept apart from the identity block, which the back view shares: naming eyes there would turn the head. */
function eyesBlock({ eye_color }: CharacterAttributes): string {
  const color = words([bare(eye_color, "eyes")]);
  return color && `Eyes: ${color}.`;
}

/** The noun that vendors understand best. A gender in other words is used unchanged. */
function personNoun({ gender, age }: CharacterAttributes): string {
  const young = age !== undefined && age < 18;
  const typed = asData(gender ?? "");
  if (/^(?:m|male|man|boy)$/i.test(typed)) return young ? "boy" : "man";
  if (/^(?:f|female|woman|girl)$/i.test(typed)) return young ? "girl" : "woman";
  if (/^(?:non-?binary|genderfluid|genderqueer|agender|androgynous)$/i.test(typed)) return `${typed} person`;
  return typed || (young ? "child" : "person");
}

const lines = (parts: readonly string[]) => parts.filter((part) => part !== "").join("\n");

const words = (parts: readonly (string | undefined)[]) =>
  parts
    .map((part) => asData(part ?? ""))
    .filter((part) => part !== "")
    .join(" ");

/** A value without the noun that the prompt adds: `curly hair` → `curly`. */
const bare = (value: string | undefined, noun: string) => value?.trim().replace(new RegExp(`(^|\\s)${noun}$`, "i"), "");

/** Free text as data on one line, with its quotation marks replaced so that it can't close the quotation. */
function asData(text: string): string {
  return clean(text).replace(/["“”„«»]/g, "'");
}

/** Normalizes to NFC, removes control characters and collapses white space. */
function clean(text: string): string {
  return text.normalize("NFC").replace(/\p{C}/gu, " ").replace(/\s+/g, " ").trim();
}
