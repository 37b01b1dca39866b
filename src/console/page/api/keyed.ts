import { signal } from "@preact/signals";
import { CallError, mutate, type Result, type Variables } from "./client.ts";
import { teamId } from "./store.ts";
import { wait } from "./wait.ts";

/**
 * Paid mutations without a response. The idempotency key of each is in local storage from before it is sent until its
 * response arrives. After a double click, a reload, a lost connection or a sleep of the computer, the same call is sent
 * again with the same key, so the server replays its first response and charges the team once.
 */
type PendingCall = {
  readonly key: string;
  /** The team that is charged. After a sign-in to another team the call is not sent. */
  readonly team: string;
  /** The purpose of the call, for example `resynthesize char_…`. */
  readonly purpose: string;
  readonly document: string;
  readonly variables: Variables;
  readonly startedAt: number;
};

export type Answered<T> = { readonly call: PendingCall; readonly result: Result<T> };

const STORAGE_KEY = "retake.pending";
/** By default the server replays a call for one day. An older call is not sent again automatically. */
const MAX_AGE_MS = 12 * 60 * 60 * 1_000;
const MAX_WAIT_MS = 15_000;

/** The purposes of the calls that this window is sending. Their buttons are disabled. */
export const sending = signal<ReadonlySet<string>>(new Set());
const running = new Map<string, Promise<Answered<unknown>>>();

/**
 * Sends a paid mutation with the same key until a response arrives. While it has no response, the same call joins it,
 * also from another window. Throws only those `CallError`s for which sending it again can't help.
 */
export function sendKeyed<T>(purpose: string, document: string, variables: Variables): Promise<Answered<T>> {
  const team = teamId.value;
  const wanted = JSON.stringify([team, purpose, document, variables]);
  const known = readPending().find((call) => {
    return JSON.stringify([call.team, call.purpose, call.document, call.variables]) === wanted;
  });
  const call = known ?? { key: crypto.randomUUID(), team, purpose, document, variables, startedAt: Date.now() };
  // The list is read again before each change, because other windows write to it too.
  if (!known) writePending([...readPending(), call]);
  return deliver<T>(call);
}

/** Sends the calls of this team again that have no response because the page was reloaded or has crashed. */
export function resumePending<T>(onAnswer: (answered: Answered<T>) => void): void {
  for (const call of readPending()) {
    if (call.team === teamId.value) deliver<T>(call).then(onAnswer, () => undefined);
  }
}

function deliver<T>(call: PendingCall): Promise<Answered<T>> {
  const existing = running.get(call.key);
  if (existing !== undefined) return existing as Promise<Answered<T>>;
  sending.value = new Set([...sending.value, call.purpose]);
  const answer = repeat<T>(call).finally(() => {
    running.delete(call.key);
    sending.value = new Set([...sending.value].filter((purpose) => purpose !== call.purpose));
  });
  running.set(call.key, answer);
  return answer;
}

async function repeat<T>(call: PendingCall): Promise<Answered<T>> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      // During a wait, the window may have signed out or signed in to another team. The call stays pending.
      if (call.team !== teamId.value) throw new CallError("unauthenticated", "signed_out", "You signed out.");
      const result = await mutate<T>(call.document, { ...call.variables, idempotencyKey: call.key });
      if (!result.ok && result.refusal.reason === "IN_FLIGHT") {
        await wait(1_000);
        continue;
      }
      forget(call);
      return { call, result };
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

function forget(call: PendingCall): void {
  writePending(readPending().filter(({ key }) => key !== call.key));
}

function writePending(calls: readonly PendingCall[]): void {
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
