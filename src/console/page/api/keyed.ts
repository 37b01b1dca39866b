import { signal } from "@preact/signals";
import { CallError, mutate, type Result, type Variables } from "./client.ts";

/**
 * Paid mutations that have no answer yet. Each keeps its idempotency key in local storage from before it is sent until
 * its answer is in, so that a double click, a reload, a lost connection or a sleeping laptop sends the same call again
 * with the same key: the server then replays its first answer, and the team is charged once.
 */
export type PendingCall = {
  readonly key: string;
  /** One call at a time for each purpose: `resynthesize char_…`. */
  readonly purpose: string;
  readonly document: string;
  readonly variables: Variables;
  readonly startedAt: number;
};

const STORAGE_KEY = "retake.pending";
/** The server's replay window is a day by default; an older call is not sent again by itself. */
const MAX_AGE_MS = 12 * 60 * 60 * 1_000;
const MAX_WAIT_MS = 15_000;

export const pending = signal<readonly PendingCall[]>(readPending());
const running = new Map<string, Promise<Result<unknown>>>();

/**
 * Sends a paid mutation until its answer is in, always with the same key. A second call for the same purpose, while
 * the first has no answer, joins it. Throws `CallError` only for what sending again can't mend.
 */
export function sendKeyed<T>(purpose: string, document: string, variables: Variables): Promise<Result<T>> {
  const known = pending.value.find((call) => call.purpose === purpose);
  const call = known ?? { key: crypto.randomUUID(), purpose, document, variables, startedAt: Date.now() };
  if (!known) keep([...pending.value, call]);
  return deliver<T>(call);
}

/** Sends the calls again that a reload or a crash of the page left without an answer. */
export function resumePending<T>(onAnswer: (call: PendingCall, result: Result<T>) => void): void {
  for (const call of pending.value) {
    deliver<T>(call).then(
      (result) => onAnswer(call, result),
      () => undefined,
    );
  }
}

function deliver<T>(call: PendingCall): Promise<Result<T>> {
  const existing = running.get(call.key);
  if (existing !== undefined) return existing as Promise<Result<T>>;
  const answer = repeat<T>(call).finally(() => running.delete(call.key));
  running.set(call.key, answer);
  return answer;
}

async function repeat<T>(call: PendingCall): Promise<Result<T>> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const result = await mutate<T>(call.document, { ...call.variables, idempotencyKey: call.key });
      if (!result.ok && result.refusal.reason === "IN_FLIGHT") {
        await wait(1_000);
        continue;
      }
      forget(call);
      return result;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // After a new sign-in the call is still pending and is sent again.
      if (error.kind === "unauthenticated") throw error;
      if (error.kind === "refused") {
        forget(call);
        throw error;
      }
      await wait(Math.min(MAX_WAIT_MS, Math.max(error.retryAfterMs, 500 * 2 ** attempt)));
    }
  }
}

/** Waits, but not beyond the moment at which the browser is online again. */
function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
  });
}

function forget(call: PendingCall): void {
  keep(pending.value.filter(({ key }) => key !== call.key));
}

function keep(calls: readonly PendingCall[]): void {
  pending.value = calls;
  localStorage.setItem(STORAGE_KEY, JSON.stringify(calls));
}

function readPending(): readonly PendingCall[] {
  try {
    const stored: PendingCall[] = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return stored.filter(({ startedAt }) => Date.now() - startedAt < MAX_AGE_MS);
  } catch {
    return [];
  }
}
