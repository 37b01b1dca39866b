import { retakeFetch, wait } from "./retake-fetch.ts";
import { RETAKE_URL } from "./settings.ts";
import { SignInError } from "./token.ts";

/** One paid call without a response yet. `purpose` is what it is for, such as `resynthesize char_…`. */
export type PendingCall = { purpose: string; key: string; query: string; variables: object; startedAt: number };

const STORAGE_KEY = "retake.pending";
/** Half of the time for which the server keeps a key by default. An older call is dropped. */
const MAX_AGE_MS = 12 * 3_600_000;
/** After these codes the call is sent again with its key, because it may or may not have been accepted. */
const TRY_AGAIN = new Set(["service_unavailable", "rate_limit_exceeded", "internal_error"]);
const SIGN_IN_AGAIN = new Set(["missing_api_key", "invalid_api_key", "revoked_api_key", "token_expired"]);

const running = new Map<string, Promise<unknown>>();

/**
 * Sends a paid mutation until a response arrives. In the document the field has the alias `result`, and there is a
 * variable `$idempotencyKey`. A double click joins the call in progress.
 */
export function sendOnce<T>(purpose: string, query: string, variables: object): Promise<T> {
  const stored = readPending().find((call) => call.purpose === purpose);
  const call = stored ?? { purpose, key: crypto.randomUUID(), query, variables, startedAt: Date.now() };
  // Stored before it is sent, so that a page that is closed in between has the key.
  if (!stored) writePending([...readPending(), call]);
  return deliver<T>(call);
}

/** Call it when the page starts. It sends the calls again that have no response because of a reload or a crash. */
export function resumePending<T>(onResult: (call: PendingCall, result: T) => void): void {
  for (const call of readPending()) deliver<T>(call).then((result) => onResult(call, result), console.warn);
}

function deliver<T>(call: PendingCall): Promise<T> {
  const joined = running.get(call.key) ?? repeat(call).finally(() => running.delete(call.key));
  running.set(call.key, joined);
  return joined as Promise<T>;
}

async function repeat(call: PendingCall): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const { data, errors = [] } = await send(call).catch(noAnswer);
    const code = errors[0]?.extensions.code ?? "";
    if (data?.result?.reason === "IN_FLIGHT") await wait(1_000);
    else if (TRY_AGAIN.has(code)) await wait(500 * 2 ** attempt);
    else {
      if (!SIGN_IN_AGAIN.has(code)) writePending(readPending().filter(({ key }) => key !== call.key));
      if (!data?.result) throw new Error(errors[0]?.message ?? "no result");
      return data.result;
    }
  }
}

type Answer = {
  data?: { result?: { reason?: string } | null } | null;
  errors?: { message: string; extensions: { code: string } }[];
};

/** Without a sign-in no attempt can succeed. The call stays stored, and is sent when the page starts again. */
function noAnswer(error: unknown): Answer {
  if (error instanceof SignInError) throw error;
  return { errors: [{ message: "no answer", extensions: { code: "service_unavailable" } }] };
}

async function send({ query, variables, key }: PendingCall): Promise<Answer> {
  const response = await retakeFetch(`${RETAKE_URL}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify({ query, variables: { ...variables, idempotencyKey: key } }),
  });
  const answer: Answer = await response.json();
  // A proxy in front of Retake may respond with other JSON. Whether the call was accepted is then unknown.
  if (!answer.data && !answer.errors) throw new Error("no answer");
  return answer;
}

function readPending(): PendingCall[] {
  const calls: PendingCall[] = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
  return calls.filter(({ startedAt }) => Date.now() - startedAt < MAX_AGE_MS);
}

function writePending(calls: PendingCall[]): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(calls));
}
