import { subscribeBySse } from "../helpers/sse-subscriber.ts";
import { type Subscriber, subscribe } from "../helpers/subscriber.ts";

/** A test of streams is written once and runs over both connections. */
export const CONNECTIONS = [
  ["WebSocket", subscribe],
  ["server-sent events", subscribeBySse],
] as const;

type Refusal = { readonly message: string; readonly extensions: { readonly code: string; readonly param?: string } };

/** The errors that a stream was refused with, without the request's own id. */
export async function refusalOf(stream: Subscriber<unknown>): Promise<unknown> {
  const end = await stream.ended;
  if (end.kind !== "error" || !Array.isArray(end.error)) throw new Error(`not refused: ${JSON.stringify(end)}`);
  return (end.error as Refusal[]).map(({ extensions, ...error }) => ({
    ...error,
    extensions: { ...extensions, requestId: "its own" },
  }));
}

/** The code and the parameter of the one error. */
export async function codeOf(stream: Subscriber<unknown>): Promise<readonly (string | undefined)[]> {
  const [refusal] = (await refusalOf(stream)) as Refusal[];
  return [refusal?.extensions.code, refusal?.extensions.param];
}

export type Change = {
  readonly cursor: string;
  readonly version: number;
  readonly status: string;
  readonly previousStatus: string | null;
  readonly snapshot: boolean;
  readonly character: { readonly id: string; readonly name: string } | null;
};

const CHANGE = "cursor version status previousStatus snapshot character { id name }";
export const WATCH = `subscription ($id: ID!, $after: Int) {
  change: characterStatusChanged(id: $id, after: $after) { ${CHANGE} } }`;
export const WATCH_TEAM = `subscription ($after: String) { change: teamEvents(after: $after) { ${CHANGE} } }`;

/** A short form of the messages that a stream has received. */
export const summarize = (messages: readonly { readonly change: Change }[]) =>
  messages.map(({ change: { version, status, snapshot, character } }) => [
    character?.name ?? null,
    version,
    status,
    ...(snapshot ? ["snapshot"] : []),
  ]);
