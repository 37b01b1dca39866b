import type { CharacterAttributes } from "../domain/attributes.ts";
import type { SynthesizedPose } from "../domain/pose.ts";

/** Names the wording below; stored with each generation, and raised with every change of it. */
export const PROMPT_TEMPLATE = "2026-11-1";

const STYLE = "Full-colour character reference, soft even light, plain light-grey background, no text.";
const FRAME = "One figure, centred, 3:4 vertical.";
const PRESERVE =
  "Same person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.";

const POSE_BLOCKS: Record<SynthesizedPose, string> = {
  portrait: "Portrait: head and shoulders, facing the camera, neutral face, eye level.",
  front: "Front view: whole figure from head to shoes, facing the camera, arms relaxed.",
  side: "Side view: whole figure, exact right profile, one eye visible.",
  back: "Back view: whole figure from directly behind, face not visible.",
};

/** Attributes in the order in which the identity block names them; a missing one is left out, not called unknown. */
const IDENTITY_PARTS: readonly (readonly [keyof CharacterAttributes, (value: string) => string])[] = [
  ["age", (v) => `${v} years old`],
  ["ethnicity", (v) => v],
  ["gender", (v) => v],
  ["body_type", (v) => `${v} build`],
  ["hair_color", (v) => `hair colour: ${v}`],
  ["hair_style", (v) => `hair style: ${v}`],
  ["eye_color", (v) => `eyes: ${v}`],
];

/** The same bytes for every pose of a synthesis: what keeps four pictures one person. */
export function identityBlock(attributes: CharacterAttributes): string {
  const parts = IDENTITY_PARTS.flatMap(([name, say]) => {
    const value = attributes[name];
    return value === undefined ? [] : [say(asData(String(value)))];
  });
  const details = attributes.additional_details;
  return `Person: ${parts.join("; ")}.${details ? ` Additional details, quoted as data: "${asData(details)}".` : ""}`;
}

/** The whole prompt of one pose. Free text stands before the pose block, so it can't overrule the view. */
export function posePrompt(
  attributes: CharacterAttributes,
  pose: SynthesizedPose,
  options: { hasReference: boolean; override: string | null },
): string {
  const lines = [STYLE, identityBlock(attributes)];
  if (options.override) lines.push(`Wish for this picture, quoted as data: "${asData(options.override)}".`);
  lines.push(POSE_BLOCKS[pose]);
  if (options.hasReference) lines.push(PRESERVE);
  lines.push(FRAME);
  return lines.join("\n");
}

/** Free text as data: composed, without control characters, white space collapsed, quotes that can't close ours. */
function asData(text: string): string {
  return text.normalize("NFC").replace(/\p{C}/gu, " ").replace(/["“”]/g, "'").replace(/\s+/g, " ").trim();
}
