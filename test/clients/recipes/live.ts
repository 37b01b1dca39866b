import { createClient } from "graphql-ws";
import { wait } from "./retake-fetch.ts";
import { RETAKE_URL } from "./settings.ts";
import { accessToken, forgetToken, SignInError } from "./token.ts";

/** Reasons of close code 4403 for which a new token does not help. */
const FINAL_REASONS = new Set(["missing_api_key", "invalid_api_key", "revoked_api_key"]);

export const live = createClient({
  url: `${RETAKE_URL.replace(/^http/, "ws")}/graphql`,
  // A function, so that each connection gets a valid token.
  connectionParams: async () => ({ "x-api-key": await accessToken() }),
  retryAttempts: Number.POSITIVE_INFINITY,
  retryWait: (attempt) => wait(250 * 2 ** attempt),
  shouldRetry: (event) => {
    if (event instanceof SignInError) return false;
    const { code, reason = "" } = (event ?? {}) as { code?: number; reason?: string };
    if (code === 4403 && reason === "token_expired") forgetToken();
    return !(code === 4403 && FINAL_REASONS.has(reason));
  },
  // A connection that does not answer a ping is broken, although it was not closed.
  keepAlive: 10_000,
  on: {
    ping: (received) => {
      if (!received) noPong = setTimeout(() => live.terminate(), 5_000);
    },
    pong: () => clearTimeout(noPong),
    closed: () => clearTimeout(noPong),
  },
});

let noPong: ReturnType<typeof setTimeout> | undefined;

type Position = { version?: number; cursor?: string };
type Events = { characterStatusChanged?: Position; teamEvents?: Position };
type Result = { data?: Record<string, unknown> | null };

/**
 * Subscribes, and subscribes again after each reconnection, until the returned function is called. A document with a
 * variable `$after` resumes after the last received event. `error` is called when the subscription has ended for good:
 * it is invalid, the character was not found, the key was revoked, or the user must sign in.
 */
export function subscribe(
  query: string,
  variables: Record<string, unknown>,
  sink: { next(result: Result): void; error(error: unknown): void; complete(): void },
): () => void {
  let after = variables.after;
  const payload = {
    query,
    // A getter, because graphql-ws reads it again for each connection.
    get variables() {
      return after === undefined ? variables : { ...variables, after };
    },
  };
  return live.subscribe(payload, {
    error: (error) => sink.error(error),
    complete: () => sink.complete(),
    next: (result) => {
      const { characterStatusChanged, teamEvents } = (result.data ?? {}) as Events;
      after = teamEvents?.cursor ?? characterStatusChanged?.version ?? after;
      sink.next(result);
    },
  });
}
