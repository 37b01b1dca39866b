import { effect, signal } from "@preact/signals";
import { live } from "./api/live.ts";
import { lastChange } from "./api/store.ts";

/** The checklist of the first five minutes. A step is ticked when the server has done it, not by a click. */
export const STEPS = ["resynthesize", "replay", "cut", "curl"] as const;
export type Step = (typeof STEPS)[number];

const STORAGE_KEY = "retake.first-steps";
export const done = signal<ReadonlySet<Step>>(read());

/** Syntheses that this page has started. Any other one was started by other code. */
const ours = new Set<string>();
let wasCut = false;

function read(): ReadonlySet<Step> {
  try {
    return new Set(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]"));
  } catch {
    return new Set();
  }
}

function tick(step: Step): void {
  if (done.value.has(step)) return;
  done.value = new Set([...done.value, step]);
  localStorage.setItem(STORAGE_KEY, JSON.stringify([...done.value]));
}

export function markAccepted(synthesisId: string): void {
  ours.add(synthesisId);
}

export function markReplayed(): void {
  tick("replay");
}

/** Milliseconds by which the response to this page's own call may arrive after the event about it. */
const ANSWER_AFTER_EVENT_MS = 3_000;

effect(() => {
  const synthesis = lastChange.value?.synthesis;
  if (lastChange.value?.status !== "SYNTHESIZING" || synthesis?.kind !== "RESYNTHESIZE") return;
  tick("resynthesize");
  setTimeout(() => {
    if (!ours.has(synthesis.id)) tick("curl");
  }, ANSWER_AFTER_EVENT_MS);
});

effect(() => {
  const { state } = live.value;
  if (state === "cut") wasCut = true;
  if (state === "live" && wasCut) tick("cut");
});
