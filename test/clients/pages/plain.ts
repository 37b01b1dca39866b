import { CHANGES, RESYNTHESIZE } from "../recipes/documents.ts";
import { type PendingCall, resumePending, sendOnce } from "../recipes/keyed.ts";
import { subscribe } from "../recipes/live.ts";
import { followByEvents } from "../recipes/sse.ts";
import type { Paid } from "./story.ts";

type Change = { version: number; status: string };

/** The changes that arrived, and how each stream ended. */
export const seen: { changes: Change[]; ends: unknown[]; resumed: [string, Paid][] } = {
  changes: [],
  ends: [],
  resumed: [],
};
const take = ({ data, errors }: { data?: unknown; errors?: unknown }) => {
  if (data) seen.changes.push((data as { characterStatusChanged: Change }).characterStatusChanged);
  else seen.ends.push(errors);
};

export function followBySocket(id: string): void {
  subscribe(
    CHANGES,
    { id },
    {
      next: take,
      error: (error) => void seen.ends.push(error instanceof Event ? "closed" : error),
      complete: () => void seen.ends.push("complete"),
    },
  );
}

const streams: AbortController[] = [];

export function followBySse(id: string): void {
  const abort = new AbortController();
  streams.push(abort);
  followByEvents(CHANGES, { id }, take, abort.signal).then(() => seen.ends.push("complete"), console.error);
}

export function stopFirstStream(): void {
  streams.shift()?.abort();
}

/** Sends a paid call without waiting for its response: a test reloads the page meanwhile, or reads `pending`. */
export function resynthesizeOnce(id: string): Promise<Paid> {
  return sendOnce<Paid>(`resynthesize ${id}`, RESYNTHESIZE, { id });
}

export function resume(): void {
  resumePending<Paid>((call: PendingCall, result) => void seen.resumed.push([call.purpose, result]));
}

export const pending = (): unknown[] => JSON.parse(localStorage.getItem("retake.pending") ?? "[]");
