import type { TestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into events as a caller would
type StreamEvent = { readonly event: string; readonly data: any; readonly id?: string };

export type EventReader = Disposable & {
  readonly status: number;
  readonly headers: Headers;
  readonly events: readonly StreamEvent[];
  /** The number of comments received. */
  readonly comments: () => number;
  readonly take: (count: number) => Promise<readonly StreamEvent[]>;
  /** How the stream ended: completed or cut off. */
  readonly ended: () => Promise<"end" | "cut">;
};

/** Opens a subscription as server-sent events and collects them. */
export async function openEvents(
  app: Pick<TestApp, "url">,
  apiKey: string,
  query: string,
  variables: Record<string, unknown> = {},
  accept = "text/event-stream",
  headers: Record<string, string> = {},
): Promise<EventReader> {
  const controller = new AbortController();
  const response = await fetch(`${app.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept, "x-api-key": apiKey, ...headers },
    body: JSON.stringify({ query, variables }),
    signal: controller.signal,
  });
  const events: StreamEvent[] = [];
  let comments = 0;
  let end: "end" | "cut" | null = null;

  const read = async () => {
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString("utf8");
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        if (block.startsWith(":")) comments += 1;
        else events.push(parseEvent(block));
      }
    }
  };
  read().then(
    () => {
      end = "end";
    },
    () => {
      end = "cut";
    },
  );
  return {
    status: response.status,
    headers: response.headers,
    events,
    comments: () => comments,
    take: (count) => waitFor(`${count} events`, () => events.length >= count && events),
    ended: () => waitFor("the end of the stream", () => end),
    [Symbol.dispose]: () => controller.abort(),
  };
}

function parseEvent(block: string): StreamEvent {
  const [, id, event = "", data = ""] = /^(?:id: (.*)\n)?event: (\w+)\ndata:\s?(.*)$/s.exec(block) ?? [];
  return { event, data: data === "" ? null : JSON.parse(data), ...(id === undefined ? {} : { id }) };
}
