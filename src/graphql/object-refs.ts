import type { CharacterSnapshot, SynthesisSnapshot } from "../domain/snapshots.ts";
import type { SynthesisKind } from "../domain/synthesis.ts";
import { builder } from "./builder.ts";

/**
 * References to the object types that refer to each other. Each is implemented in the file of its name.
 */

/** A character. In the answer of a paid call it shows the synthesis of that answer instead of reading the latest one. */
export type ShownCharacter = CharacterSnapshot & { readonly answeredSynthesis?: CharacterSynthesis | null };

/** A synthesis of a character; what `createImage` makes is never shown as one. */
export type CharacterSynthesis = SynthesisSnapshot & { readonly kind: SynthesisKind };

/** A synthesis that was reached through a character shows that character, so that one answer has one version of it. */
export type ShownSynthesis = CharacterSynthesis & { readonly shownCharacter?: ShownCharacter | null };

export const CharacterType = builder.objectRef<ShownCharacter>("Character");

export const SynthesisType = builder.objectRef<ShownSynthesis>("Synthesis");

/** The snapshot as a synthesis of a character, or null when it is an image's. */
export function characterSynthesis(snapshot: SynthesisSnapshot | null): CharacterSynthesis | null {
  return snapshot && isCharacterSynthesis(snapshot) ? snapshot : null;
}

function isCharacterSynthesis(snapshot: SynthesisSnapshot): snapshot is CharacterSynthesis {
  return snapshot.kind !== "image";
}

/** The same, with the character through which it was reached. */
export function synthesisOf(
  shownCharacter: ShownCharacter | null,
  snapshot: SynthesisSnapshot | null,
): ShownSynthesis | null {
  const synthesis = characterSynthesis(snapshot);
  return synthesis && { ...synthesis, shownCharacter };
}
