import { signal } from "@preact/signals";
import { type Client, createClient } from "graphql-ws";
import { operationOf, recordCall } from "./calls.ts";
import { currentToken, renew, signedIn, signOut } from "./session.ts";
import { wait } from "./wait.ts";

/** In the state `cut`, after "Cut the connection", nothing reconnects until `restoreConnection` is called. */
export type LiveState = { readonly state: "live" | "connecting" | "offline" | "cut"; readonly since: number };

export const live = signal<LiveState>({ state: "connecting", since: Date.now() });

/** The most milliseconds between attempts to reconnect. The time doubles with each attempt. */
const MAX_RETRY_WAIT_MS = 10_000;
/** Milliseconds between pings. A connection that does not answer a ping is broken although it was not closed. */
const KEEP_ALIVE_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
/** Close reasons of 4403 for which a new token does not help. */
const FINAL_REASONS = new Set(["revoked_api_key", "invalid_api_key", "missing_api_key"]);

let client: Client | null = null;
let release: (() => void) | null = null;

function become(state: LiveState["state"]): void {
  if (live.value.state !== state) live.value = { state, since: Date.now() };
}

function connect(): Client {
  let missedPong: ReturnType<typeof setTimeout> | undefined;
  return createClient({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql`,
    // The token is read before each connection, so that an expired one is replaced.
    // Without a token the server closes the connection with a reason.
    connectionParams: async () => ({ "x-api-key": await currentToken().catch(() => "") }),
    lazy: false,
    keepAlive: KEEP_ALIVE_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: async (attempt) => {
      if (live.value.state === "cut") await new Promise<void>((resolve) => (release = resolve));
      const ceiling = Math.min(MAX_RETRY_WAIT_MS, 250 * 2 ** attempt);
      await wait(ceiling * (0.5 + Math.random() / 2));
    },
    shouldRetry: (error) => !isFinal(error),
    on: {
      connecting: () => become(live.value.state === "offline" ? "offline" : "connecting"),
      connected: () => become("live"),
      closed: (event) => {
        clearTimeout(missedPong);
        // The server decides by its own clock whether a token has expired.
        if (reasonOf(event) === "token_expired") renew().catch(() => undefined);
        if (isFinal(event) && signedIn.value) signOut("Your sign-in is no longer valid. Sign in again.");
        if (live.value.state !== "cut") become(live.value.state === "live" ? "connecting" : "offline");
      },
      ping: (received) => {
        if (!received) missedPong = setTimeout(() => client?.terminate(), PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(missedPong);
      },
    },
    onNonLazyError: () => become("offline"),
  });
}

function isFinal(event: unknown): boolean {
  return FINAL_REASONS.has(reasonOf(event));
}

/** The reason for which the server refused the credentials; empty when a connection ended for another reason. */
function reasonOf(event: unknown): string {
  const { code, reason } = (event ?? {}) as { code?: number; reason?: string };
  return code === 4403 ? (reason ?? "") : "";
}

/** Opens the connection of the signed-in page. `close` ends it and all its subscriptions. */
export function openLive(): () => void {
  become("connecting");
  client = connect();
  return () => {
    release?.();
    void client?.dispose();
    client = null;
  };
}

/** Cuts the connection as a network failure would, until `restoreConnection` is called. */
export function cutConnection(): void {
  become("cut");
  client?.terminate();
}

export function restoreConnection(): void {
  if (live.value.state !== "cut") return;
  become("connecting");
  release?.();
  release = null;
}

/**
 * Subscribes, and subscribes again after each reconnection. `variables` is called for each attempt, so that a stream
 * resumes after its last position. Returns a function that unsubscribes. `onEnd` gets the permanent error, or null when
 * the stream completed.
 */
export function subscribe<T>(
  document: string,
  variables: () => Record<string, unknown>,
  onData: (data: T) => void,
  onEnd: (error: unknown) => void = () => undefined,
): () => void {
  if (!client) return () => undefined;
  const complete = recordCall({ ...operationOf(document), document, variables: variables() });
  complete({ outcome: "live", tone: "ok" });
  let messages = 0;
  return client.subscribe<T>(
    {
      query: document,
      get variables() {
        return variables();
      },
    },
    {
      next: ({ data }) => {
        messages += 1;
        complete({ answer: { data }, messages, outcome: `live, ${messages} received`, tone: "ok" });
        if (data) onData(data);
      },
      error: (error) => {
        complete({ answer: error, outcome: "ended with an error", tone: "bad" });
        onEnd(error);
      },
      complete: () => {
        complete({ outcome: `completed, ${messages} received`, tone: "plain" });
        onEnd(null);
      },
    },
  );
}
