import { retakeFetch, wait } from "./retake-fetch.ts";
import { RETAKE_URL } from "./settings.ts";
import { SignInError } from "./token.ts";

/** The server writes something at least every 12 s. After this many milliseconds without data the connection is broken. */
const SILENCE_MS = 30_000;

/**
 * Follows a subscription over server-sent events until it completes or `signal` aborts. After a lost connection it sends
 * the id of the last event, and the stream resumes after it. A result with `errors` is permanent. Rejects with
 * `SignInError` when the user must sign in.
 */
export async function followByEvents<T>(
  query: string,
  variables: object,
  onResult: (result: { data?: T | null; errors?: unknown[] }) => void,
  signal: AbortSignal,
): Promise<void> {
  let lastId = "";
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      for await (const { event, id, data } of openEvents(query, variables, lastId, signal)) {
        if (event === "complete") return;
        if (id) lastId = id;
        attempt = 0;
        onResult(JSON.parse(data));
      }
    } catch (error) {
      if (error instanceof SignInError) throw error;
      // Otherwise the connection was lost, and the loop connects again.
    }
    if (!signal.aborted) await wait(250 * 2 ** attempt);
  }
}

async function* openEvents(query: string, variables: object, lastId: string, signal: AbortSignal) {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const response = await retakeFetch(`${RETAKE_URL}/graphql`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "text/event-stream",
        ...(lastId && { "Last-Event-ID": lastId }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.any([signal, silence.signal]),
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (let chunk = await reader?.read(); chunk?.value !== undefined; chunk = await reader?.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      const parts = (text + chunk.value).split("\n\n");
      text = parts.pop() ?? "";
      yield* parts.map(parseEvent).filter(({ event }) => event !== "");
    }
  } finally {
    clearTimeout(timer);
  }
}

/** The fields of one event. A comment has none. */
function parseEvent(text: string): { event: string; id: string; data: string } {
  const fields = { event: "", id: "", data: "" };
  for (const line of text.split("\n")) {
    const [, name, value = ""] = /^(event|id|data): ?(.*)$/.exec(line) ?? [];
    if (name !== undefined) fields[name as keyof typeof fields] += value;
  }
  return fields;
}
