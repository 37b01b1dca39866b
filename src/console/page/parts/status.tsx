import type { Character, CharacterStatus } from "../api/types.ts";
import { stateLine } from "../words.ts";

const TONES: Readonly<Record<CharacterStatus, string>> = {
  SYNTHESIZING: "running",
  REVIEWING: "warning",
  READY: "ok",
  FAILED: "bad",
  DELETED: "bad",
};

/** The status as text beside its color. */
export function StatusLine({ character, pill = false }: { readonly character: Character; readonly pill?: boolean }) {
  const tone = character.errorMessage === "cancelled" ? "ended" : TONES[character.status];
  return (
    <span class={`status ${tone}${pill ? " pill" : ""}`}>
      <span class="dot" aria-hidden="true" />
      {stateLine(character)}
    </span>
  );
}

/** The progress of a running synthesis, also for screen readers. */
export function Progress({ character }: { readonly character: Character }) {
  if (character.status !== "SYNTHESIZING" || !character.synthesis) return null;
  const { completed, total } = character.synthesis.progress;
  return (
    <span
      class="bar"
      role="progressbar"
      aria-label={`${character.name}: images delivered`}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={completed}
    >
      <span style={{ inlineSize: `${Math.max(6, (completed / total) * 100)}%` }} />
    </span>
  );
}
