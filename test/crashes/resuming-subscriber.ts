import { subscribe } from "../helpers/subscriber.ts";

type SeenChange = {
  readonly cursor: string;
  readonly version: number;
  readonly status: string;
  readonly snapshot: boolean;
  readonly character: { readonly id: string } | null;
};

/** A well-behaved client: when its connection ends, it resumes at the next gateway after the last event that it received. */
export type Resuming = AsyncDisposable & {
  readonly log: readonly SeenChange[];
  /** The close codes of its WebSocket connections, in order. */
  readonly closes: readonly unknown[];
};

const FIELDS = "cursor version status snapshot character { id }";
const CHARACTER = `subscription ($id: ID!, $after: Int) { change: characterStatusChanged(id: $id, after: $after) { ${FIELDS} } }`;
const TEAM = `subscription ($after: String) { change: teamEvents(after: $after) { ${FIELDS} } }`;

/** Watches a character after a version, or the team after a cursor. `gateways` is called for each connection. */
export function watchResuming(
  gateways: () => readonly string[],
  apiKey: string,
  what: { readonly id: string; readonly after: number } | { readonly after: string },
): Resuming {
  const log: SeenChange[] = [];
  const closes: unknown[] = [];
  let left = false;
  let stream: ReturnType<typeof subscribe<{ change: SeenChange }>> | null = null;

  const leave = async () => {
    const leaving = stream;
    stream = null;
    // The library reports a refused connection a second time.
    await Promise.resolve(leaving?.[Symbol.asyncDispose]()).catch(() => {});
  };
  const connect = async (nth: number) => {
    const urls = gateways();
    const last = log.at(-1);
    const variables =
      "id" in what ? { id: what.id, after: last?.version ?? what.after } : { after: last?.cursor ?? what.after };
    const query = "id" in what ? CHARACTER : TEAM;
    const current = subscribe<{ change: SeenChange }>(urls[nth % urls.length] ?? "", apiKey, query, variables);
    stream = current;
    const end = await current.ended;
    log.push(...current.received.map(({ change }) => change));
    closes.push(end.kind === "complete" ? "complete" : (end.error as { code?: number }).code);
    await leave();
  };
  const running = (async () => {
    for (let nth = 0; !left; nth++) await connect(nth);
  })();
  return {
    get log() {
      return [...log, ...(stream?.received.map(({ change }) => change) ?? [])];
    },
    closes,
    [Symbol.asyncDispose]: async () => {
      left = true;
      await leave();
      await running;
    },
  };
}
