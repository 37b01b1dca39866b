import { type Signal, signal } from "@preact/signals";
import { mutate, type Result, type Variables } from "../../api/client.ts";
import { CANCEL, DELETE, REGENERATE, RESTORE, RESYNTHESIZE, SAVE, UPDATE } from "../../api/documents.ts";
import { type Answered, sendKeyed } from "../../api/keyed.ts";
import { applyCharacter, characterSignal } from "../../api/store.ts";
import type { Character, SynthesizedPose } from "../../api/types.ts";
import { markAccepted, markReplayed } from "../../first-steps.ts";
import { errorNotice, type Notice, refusalNotice } from "../../words.ts";

export type PaidResult = { replayed: boolean; character: Character | null; synthesis: { id: string } | null };

type Resynthesis = { readonly id: string; readonly idempotencyKey: string };

const LAST_RESYNTHESIS = "retake.last-resynthesis";
/** The key and arguments of this tab's last accepted resynthesis, for "Send the same call again". */
export const lastResynthesis = signal<Resynthesis | null>(readLast());

function readLast(): Resynthesis | null {
  try {
    return JSON.parse(sessionStorage.getItem(LAST_RESYNTHESIS) ?? "null");
  } catch {
    return null;
  }
}

/** The result of a mutation, or the notice to show instead. */
function resultOf<T extends { character?: Character | null }>(
  what: string,
  result: Result<T>,
  notice: Signal<Notice | null>,
  retry: () => void,
): T | null {
  if (!result.ok) {
    const refused = refusalNotice(what, result.refusal);
    notice.value = refused.readyAt === undefined ? refused : { ...refused, retry };
    return null;
  }
  if (result.value.character) applyCharacter(result.value.character);
  return result.value;
}

/** Sends a free mutation. Shows a refusal or error in `notice`, where "Try again" repeats the mutation. */
async function free<T extends { character?: Character | null }>(
  notice: Signal<Notice | null>,
  what: string,
  document: string,
  variables: Variables,
  onDone: (result: T) => void,
): Promise<boolean> {
  notice.value = null;
  const retry = () => void free(notice, what, document, variables, onDone);
  try {
    const result = resultOf(what, await mutate<T>(document, variables), notice, retry);
    if (result) onDone(result);
    return result !== null;
  } catch (error) {
    notice.value = { ...errorNotice(what, error), retry };
    return false;
  }
}

/** Sends a paid mutation with an idempotency key, once for each purpose. */
async function paid(
  notice: Signal<Notice | null>,
  what: string,
  purpose: string,
  document: string,
  variables: Variables,
): Promise<void> {
  notice.value = null;
  const retry = () => void paid(notice, what, purpose, document, variables);
  try {
    const answered = await sendKeyed<PaidResult>(purpose, document, variables);
    if (resultOf(what, answered.result, notice, retry)) noteAnswer(answered);
  } catch (error) {
    notice.value = { ...errorNotice(what, error), retry };
  }
}

/** The actions of a character's view. Each shows its refusal or error in `notice`. */
export function characterActions(id: string, notice: Signal<Notice | null>) {
  const say = (title: string, text: string) => {
    notice.value = { tone: "ok", title, text };
  };
  return {
    resynthesize: () => paid(notice, "Resynthesize", `resynthesize ${id}`, RESYNTHESIZE, { id }),
    regenerate: (pose: SynthesizedPose, promptOverride: string | null) => {
      const name = pose.toLowerCase();
      return paid(notice, `Regenerate ${name}`, `regenerate ${name} ${id}`, REGENERATE, { id, pose, promptOverride });
    },
    cancel: (synthesisId: string | undefined) =>
      free<{ character: Character; creditsReleased: number }>(
        notice,
        "Cancel",
        CANCEL,
        { characterId: id, synthesisId },
        ({ character, creditsReleased }) => {
          const kept = character.refs.length > 0 ? " The character keeps its previous images." : "";
          say("Cancelled.", `0 charged, ${creditsReleased} returned.${kept}`);
        },
      ),
    save: () => free(notice, "Save", SAVE, { id }, () => undefined),
    update: (input: Variables) => free(notice, "Edit", UPDATE, { id, input }, () => undefined),
    restore: (number: number) =>
      free(notice, "Restore", RESTORE, { characterId: id, number }, () =>
        say(`Set ${number} is the current set.`, "0 charged. The other sets are kept."),
      ),
    remove: () =>
      free(notice, "Delete", DELETE, { id }, () => {
        characterSignal(id).value = null;
      }),
  };
}

/** Ticks the first steps that the response shows as done, and keeps a resynthesis so that it can be sent again. */
export function noteAnswer({ call, result }: Answered<PaidResult>): void {
  if (!result.ok) return;
  if (result.value.replayed) markReplayed();
  else if (result.value.synthesis) markAccepted(result.value.synthesis.id);
  if (call.document !== RESYNTHESIZE) return;
  lastResynthesis.value = { id: String(call.variables.id), idempotencyKey: call.key };
  sessionStorage.setItem(LAST_RESYNTHESIS, JSON.stringify(lastResynthesis.value));
}

/** Sends the last accepted resynthesis again with its key, so that the server replays it and charges nothing. */
export async function replayLast(notice: Signal<Notice | null>): Promise<void> {
  const last = lastResynthesis.value;
  if (!last) return;
  await free<PaidResult>(notice, "Send it again", RESYNTHESIZE, last, (result) => {
    if (result.replayed) markReplayed();
    notice.value = {
      tone: "ok",
      title: result.replayed ? "Replayed, charged once." : "Accepted.",
      text: result.replayed
        ? "The server knows the idempotency key and returned the synthesis that it had already accepted. No credits were held for this call."
        : "The server no longer knows the idempotency key, so this was a new call.",
    };
  });
}
