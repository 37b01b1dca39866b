import { sending } from "../../api/keyed.ts";
import { live } from "../../api/live.ts";
import type { Character } from "../../api/types.ts";
import { codeWords } from "../../words.ts";

/** Shown while a paid call of this character waits for the connection. */
export function Waiting({ id }: { readonly id: string }) {
  const isSending = [...sending.value].some((purpose) => purpose.endsWith(id));
  if (!isSending || live.value.state === "live") return null;
  return (
    <div class="notice warning" role="status">
      <p>
        <strong>Waiting for the connection.</strong> The call will be sent when you are online, and charged once.
      </p>
    </div>
  );
}

type FailureProps = {
  readonly character: Character;
  /** Restores the current set, which is free; null when there is none. */
  readonly onKeep: (() => void) | null;
};

/** Says why the last synthesis of a failed character failed, and offers the previous images. */
export function Failure({ character: { status, errorMessage, refs }, onKeep }: FailureProps) {
  if (status !== "FAILED" || !errorMessage || errorMessage === "cancelled") return null;
  return (
    <div class="notice bad">
      <p>
        <strong>Failed: {codeWords(errorMessage)}.</strong> Nothing was charged.{" "}
        {refs.length > 0 ? "The character keeps its previous images. " : ""}
        <a class="phrase" href={`/errors#${errorMessage}`} target="_blank" rel="noreferrer">
          What to do
        </a>
      </p>
      {onKeep ? (
        <div class="actions">
          <button type="button" onClick={onKeep}>
            Keep these images · free
          </button>
        </div>
      ) : null}
    </div>
  );
}
