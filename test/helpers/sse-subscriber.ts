import { createClient } from "graphql-sse";
import { collect, type Subscriber } from "./subscriber.ts";

/** The same over server-sent events, with graphql-sse's client in its distinct connections mode. */
export function subscribeBySse<T>(
  url: string,
  apiKey: string,
  query: string,
  variables: Record<string, unknown> = {},
): Subscriber<T> {
  const client = createClient({
    url: `${url}/graphql`,
    headers: { "x-api-key": apiKey },
    singleConnection: false,
    retryAttempts: 0,
  });
  return collect((sink) => {
    const unsubscribe = client.subscribe<T>({ query, variables }, sink);
    return () => {
      unsubscribe();
      client.dispose();
    };
  });
}
