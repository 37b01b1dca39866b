import { createClient } from "graphql-ws";
import WebSocket from "ws";

/** A subscription: the received messages, and a way to wait for more. */
export type Subscriber<T> = AsyncDisposable & {
  readonly received: readonly T[];
  /** The first `count` messages in all. Fails after ten seconds. */
  readonly take: (count: number) => Promise<readonly T[]>;
  /** How it ended; pending while it runs. */
  readonly ended: Promise<SubscriptionEnd>;
};

type SubscriptionEnd =
  | { readonly kind: "complete" }
  /** The errors of an `error` message or of a result without data, or the client's report on the connection. */
  | { readonly kind: "error"; readonly error: unknown };

const EXPIRES_MS = 10_000;

/** Over graphql-ws. */
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
  return collect((sink) => {
    const unsubscribe = client.subscribe<T>({ query, variables }, sink);
    return () => {
      unsubscribe();
      return client.dispose();
    };
  });
}

/** The callbacks that a client library calls. */
type Sink<T> = {
  readonly next: (message: {
    readonly data?: T | null | undefined;
    readonly errors?: readonly unknown[] | undefined;
  }) => void;
  readonly error: (error: unknown) => void;
  readonly complete: () => void;
};

/** Collects the output of a client's subscription. `start` returns a function that ends it. */
export function collect<T>(start: (sink: Sink<T>) => () => void | Promise<void>): Subscriber<T> {
  const received: T[] = [];
  const waiting = new Set<() => void>();
  const ended = Promise.withResolvers<SubscriptionEnd>();
  const leave = start({
    next: (message) => {
      if (message.errors) ended.resolve({ kind: "error", error: message.errors });
      if (!message.data) return;
      received.push(message.data);
      for (const look of waiting) look();
    },
    error: (error) => ended.resolve({ kind: "error", error }),
    complete: () => ended.resolve({ kind: "complete" }),
  });
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
      await leave();
    },
  };
}
