import { createClient } from "graphql-ws";
import WebSocket from "ws";

/** A subscription over graphql-ws: what came, and a way to wait for more. */
export type Subscriber<T> = AsyncDisposable & {
  readonly received: readonly T[];
  /** The next `count` messages in all, or fails after ten seconds. */
  readonly take: (count: number) => Promise<readonly T[]>;
  /** How it ended; pending while it runs. */
  readonly ended: Promise<{ kind: "complete" } | { kind: "error"; error: unknown }>;
};

const EXPIRES_MS = 10_000;

export function subscribe<T>(
  url: string,
  apiKey: string,
  query: string,
  variables: Record<string, unknown> = {},
): Subscriber<T> {
  const client = createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { "x-api-key": apiKey },
    retryAttempts: 0,
  });
  const received: T[] = [];
  const waiting = new Set<() => void>();
  const ended = Promise.withResolvers<{ kind: "complete" } | { kind: "error"; error: unknown }>();
  const unsubscribe = client.subscribe<T>(
    { query, variables },
    {
      next: (message) => {
        if (message.errors) ended.resolve({ kind: "error", error: message.errors });
        received.push(message.data as T);
        for (const look of waiting) look();
      },
      error: (error) => ended.resolve({ kind: "error", error }),
      complete: () => ended.resolve({ kind: "complete" }),
    },
  );
  return {
    received,
    ended: ended.promise,
    take: (count) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`got ${received.length} of ${count} messages: ${JSON.stringify(received)}`)),
          EXPIRES_MS,
        );
        const look = () => {
          if (received.length < count) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(received.slice(0, count));
        };
        waiting.add(look);
        look();
      }),
    [Symbol.asyncDispose]: async () => {
      unsubscribe();
      await client.dispose();
    },
  };
}
