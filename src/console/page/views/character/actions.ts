import { type Signal, signal } from "@preact/signals";
import { mutate, type Result, type Variables } from "../../api/client.ts";
import { CANCEL, DELETE, REGENERATE, RESTORE, RESYNTHESIZE, SAVE, UPDATE } from "../../api/documents.ts";
import { pending, sendKeyed } from "../../api/keyed.ts";
import { applyCharacter, characterSignal } from "../../api/store.ts";
import type { Character, SynthesizedPose } from "../../api/types.ts";
import { markAccepted, markReplayed } from "../../first-steps.ts";
import { errorNotice, type Notice, refusalNotice } from "../../words.ts";

export type PaidResult = { replayed: boolean; character: Character | null; synthesis: { id: string } | null };

/** The key and arguments of the last resynthesis that this page had accepted, for "Send it again". */
export const lastResynthesis = signal<{ id: string; idempotencyKey: string } | null>(null);

/** What the buttons of a character's view do. Each puts its refusal or fault into `notice`. */
export function characterActions(id: string, notice: Signal<Notice | null>) {
  const free = async <T extends { character?: Character | null }>(
    what: string,
    document: string,
    variables: Variables,
  ) => {
    notice.value = null;
    try {
      return report(what, await mutate<T>(document, variables));
    } catch (error) {
      notice.value = errorNotice(what, error);
      return null;
    }
  };
  const paid = async (what: string, purpose: string, document: string, variables: Variables) => {
    notice.value = null;
    try {
      const answer = sendKeyed<PaidResult>(purpose, document, variables);
      const key = pending.value.find((call) => call.purpose === purpose)?.key;
      const result = report(what, await answer);
      if (result) noteAccepted(result);
      if (result && key && document === RESYNTHESIZE) lastResynthesis.value = { id, idempotencyKey: key };
    } catch (error) {
      notice.value = errorNotice(what, error);
    }
  };
  const report = <T extends { character?: Character | null }>(what: string, result: Result<T>): T | null => {
    if (!result.ok) notice.value = refusalNotice(what, result.refusal);
    else if (result.value.character) applyCharacter(result.value.character);
    return result.ok ? result.value : null;
  };
  return {
    resynthesize: () => paid("Resynthesize", `resynthesize ${id}`, RESYNTHESIZE, { id }),
    regenerate: (pose: SynthesizedPose, promptOverride: string | null) =>
      paid(`Regenerate ${pose.toLowerCase()}`, `regenerate ${id}`, REGENERATE, { id, pose, promptOverride }),
    cancel: (synthesisId: string | undefined) => cancel(id, synthesisId, free, notice),
    save: () => free("Save", SAVE, { id }),
    update: (input: Variables) => free("Edit", UPDATE, { id, input }),
    restore: (number: number) => free("Restore", RESTORE, { characterId: id, number }),
    remove: async () => {
      const removed = await free("Delete", DELETE, { id });
      if (removed) characterSignal(id).value = null;
      return removed !== null;
    },
  };
}

type Free = (what: string, document: string, variables: Variables) => Promise<unknown>;

async function cancel(id: string, synthesisId: string | undefined, free: Free, notice: Signal<Notice | null>) {
  const result = (await free("Cancel", CANCEL, { characterId: id, synthesisId })) as { creditsReleased: number } | null;
  if (!result) return;
  const text = `0 charged, ${result.creditsReleased} returned. The pictures from before stay.`;
  notice.value = { tone: "ok", title: "Cancelled.", text };
}

/** Tells the first steps what the server answered. */
export function noteAccepted(result: PaidResult): void {
  if (result.replayed) markReplayed();
  else if (result.synthesis) markAccepted(result.synthesis.id);
}

/** Sends the last accepted resynthesis again, with its key: the server replays it and charges nothing. */
export async function replayLast(notice: Signal<Notice | null>): Promise<void> {
  const last = lastResynthesis.value;
  if (!last) return;
  notice.value = null;
  try {
    const result = await mutate<PaidResult>(RESYNTHESIZE, last);
    if (!result.ok) {
      notice.value = refusalNotice("Resynthesize", result.refusal);
      return;
    }
    noteAccepted(result.value);
    if (result.value.character) applyCharacter(result.value.character);
    notice.value = {
      tone: "ok",
      title: result.value.replayed ? "Replayed, charged once." : "Accepted.",
      text: result.value.replayed
        ? "The server recognised the idempotency key and answered with the synthesis it had accepted before. No credits were held for this call."
        : "The key was not known any more, so this was a new call.",
    };
  } catch (error) {
    notice.value = errorNotice("Send it again", error);
  }
}
