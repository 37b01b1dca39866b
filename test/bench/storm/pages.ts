import { createClient } from "graphql-ws";
import WebSocket from "ws";

/** Pages, each with one graphql-ws socket and two subscriptions. */
export type Pages = AsyncDisposable & {
  /** Resolves when each subscription has received a message since the last call of `forget`. */
  readonly live: () => Promise<void>;
  /** From now on a subscription counts as live only after its next message. */
  readonly forget: () => void;
  /** Subscriptions that graphql-ws has ended permanently. */
  readonly ended: readonly unknown[];
};

export type PagesOptions = {
  readonly url: string;
  readonly apiKey: string;
  readonly count: number;
  readonly characterIds: readonly string[];
};

/** Both subscriptions send the present state first, so a message shows that they are live again. */
const documents = (id: string) => [
  `subscription { characterStatusChanged(id: "${id}") { version status } }`,
  "subscription { balanceChanged { available } }",
];
/** Milliseconds before a page reconnects after a failed attempt. The first attempt is made at once. */
const RETRY_MS = 500;

/** Opens the pages. They reconnect without limit, as the frontend guide advises. */
export function openPages({ url, apiKey, count, characterIds }: PagesOptions): Pages {
  const ended: unknown[] = [];
  const silent = new Set<number>();
  let allLive = Promise.withResolvers<void>();
  const clients = Array.from({ length: count }, (_, page) => {
    const client = createClient({
      url: `${url.replace(/^http/, "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: () => ({ "x-api-key": apiKey }),
      retryAttempts: Number.POSITIVE_INFINITY,
      retryWait: (attempt) => new Promise((resolve) => setTimeout(resolve, attempt === 0 ? 0 : RETRY_MS)),
      shouldRetry: () => true,
    });
    documents(characterIds[page % characterIds.length] ?? "").forEach((query, nth) => {
      const stream = 2 * page + nth;
      silent.add(stream);
      client.subscribe(
        { query },
        {
          next: ({ errors }) => {
            if (errors) ended.push(errors);
            silent.delete(stream);
            if (silent.size === 0) allLive.resolve();
          },
          error: (error) => ended.push(error),
          complete: () => ended.push("complete"),
        },
      );
    });
    return client;
  });
  return {
    live: () => allLive.promise,
    forget: () => {
      for (let stream = 0; stream < 2 * count; stream += 1) silent.add(stream);
      allLive = Promise.withResolvers();
    },
    ended,
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) client.terminate();
      await Promise.all(clients.map((client) => client.dispose()));
    },
  };
}
