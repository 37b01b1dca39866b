import { setTimeout as delay } from "node:timers/promises";
import { CallError } from "../domain/errors.ts";

const PAUSE_MS = 500;
/** Tries of a blob store that answers with errors: about five seconds, then the picture is given up. */
const MAX_STORE_TRIES = 10;

/**
 * Repeats a record that must not be lost (a picture is paid) while the database is away. The record must be harmless to
 * repeat. Ends with the error when `signal` aborts. `pauseMs` between two tries.
 */
export function persist<T>(signal: AbortSignal, record: () => Promise<T>, pauseMs = PAUSE_MS): Promise<T> {
  const again = (error: unknown) => error instanceof CallError && error.code === "service_unavailable";
  return repeat(signal, record, again, pauseMs);
}

/** Repeats the putting or reading of blobs, which is harmless too: same key, same bytes. */
export function persistBlobs<T>(signal: AbortSignal, work: () => Promise<T>, pauseMs = PAUSE_MS): Promise<T> {
  let tries = 0;
  const again = () => {
    tries += 1;
    return tries < MAX_STORE_TRIES;
  };
  return repeat(signal, work, again, pauseMs);
}

async function repeat<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
  again: (error: unknown) => boolean,
  pauseMs: number,
): Promise<T> {
  while (true) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !again(error)) throw error;
      await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  }
}
