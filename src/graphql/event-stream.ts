import type { ServerResponse } from "node:http";
import {
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import type { ErrorCode } from "../domain/errors.ts";
import { PING_EVERY_MS, SLOW_AFTER_MS } from "./limits.ts";
import { resultText } from "./present-error.ts";

/** How an event stream ended. */
export type StreamEnd = "complete" | "gone" | "slow" | "cut";

/** Status and headers beside those of an event stream, and the times that tests shorten. */
type EventStreamOptions = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pingEveryMs?: number;
  readonly slowAfterMs?: number;
  /** True for an answer that says "retry later": clients take `complete` as the end. */
  readonly withoutComplete?: boolean;
};

/**
 * Writes a stream as server-sent events (GraphQL over SSE, distinct connections). Comments keep the connection alive. A
 * client that does not take the bytes in time is disconnected; when a client leaves, the source is cancelled at once.
 * A source that fails for good sends its errors as the last `next`, then `complete`; a temporary failure cuts the
 * response. Rejects when the source fails with anything but a `StreamFailure`.
 */
export async function writeEvents(
  stream: AsyncIterable<ExecutionResult>,
  res: ServerResponse,
  options: EventStreamOptions = {},
): Promise<StreamEnd> {
  const { status = 200, headers = {}, pingEveryMs = PING_EVERY_MS, slowAfterMs = SLOW_AFTER_MS } = options;
  const iterator = stream[Symbol.asyncIterator]();
  const leave = () => void iterator.return?.().catch(() => {});
  res.once("close", leave);
  if (res.destroyed) leave();
  startEvents(res, status, headers);
  const ping = setInterval(() => !res.writableNeedDrain && res.write(":\n\n"), pingEveryMs);
  try {
    for (;;) {
      const { done, value } = await iterator.next();
      if (res.destroyed) return "gone";
      if (done) {
        res.end(options.withoutComplete ? "" : COMPLETE);
        return "complete";
      }
      const flowing = res.write(eventText(value));
      if (!flowing && !(await drained(res, slowAfterMs))) return res.destroyed ? "gone" : "slow";
    }
  } catch (error) {
    if (!(error instanceof StreamFailure)) throw error;
    if (error.isTemporary) await flushed(res, slowAfterMs);
    if (error.isTemporary || res.destroyed) return "cut";
    res.end(eventText({ errors: error.errors }) + COMPLETE);
    return "complete";
  } finally {
    clearInterval(ping);
    res.off("close", leave);
    if (!res.writableEnded) res.destroy();
    leave();
  }
}

const COMPLETE = "event: complete\ndata:\n\n";

/** An event. Its id is the position that the client sends as `Last-Event-ID` when it reconnects. */
function eventText(result: ExecutionResult): string {
  const id = eventIdOf(result);
  return `${id === undefined ? "" : `id: ${id}\n`}event: next\ndata: ${resultText(result)}\n\n`;
}

function startEvents(res: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
  // Proxies that buffer or compress would delay events.
  res.writeHead(status, {
    ...headers,
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-cache, no-transform",
    "X-Accel-Buffering": "no",
  });
  res.socket?.setNoDelay(true);
  // Some browsers report the response only with the first byte of its body.
  res.write(":\n\n");
}

/** Resolves when the system has taken everything that was written, the response has closed, or the time is over. */
function flushed(res: ServerResponse, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, withinMs);
    const settle = () => {
      clearTimeout(timer);
      resolve();
    };
    res.once("close", settle);
    res.write(":\n\n", settle);
  });
}

/** False when the connection closed, or took nothing in that time. */
function drained(res: ServerResponse, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (value: boolean) => () => {
      clearTimeout(timer);
      res.off("drain", yes).off("close", no);
      resolve(value);
    };
    const yes = settle(true);
    const no = settle(false);
    const timer = setTimeout(no, withinMs);
    res.on("drain", yes).on("close", no);
  });
}

/** Makes the id of an event from the row that a subscription field resolves. */
type EventIdOf = (row: never) => string;

/** The `extensions` of a subscription field whose events have an id, the position to resume after. */
export function eventIds<Row>(idOf: (row: Row) => string): { readonly eventId: (row: Row) => string } {
  return { eventId: idOf };
}

/** How the events of a subscription get their ids; null when they have none. */
export function eventIdOfField(schema: GraphQLSchema, operation: OperationDefinitionNode): EventIdOf | null {
  const [selection] = operation.selectionSet.selections;
  if (selection?.kind !== Kind.FIELD) return null;
  const field = schema.getSubscriptionType()?.getFields()[selection.name.value];
  const idOf = field?.extensions.eventId;
  return typeof idOf === "function" ? (idOf as EventIdOf) : null;
}

/** The ids of results, beside them: a client gets the id whatever it has selected. */
const ids = new WeakMap<ExecutionResult, () => string>();

export function setEventId(result: ExecutionResult, id: (() => string) | undefined): void {
  if (id) ids.set(result, id);
}

/** Gives a result that was made from another the same id. */
export function copyEventId(from: ExecutionResult, to: ExecutionResult): void {
  if (from !== to) setEventId(to, ids.get(from));
}

/** The id of an event; undefined when it has none. */
function eventIdOf(result: ExecutionResult): string | undefined {
  return ids.get(result)?.();
}

/** Codes whose cause passes: the client reconnects with its last position. Every other code ends a stream for good. */
const TEMPORARY_CODES: readonly unknown[] = ["service_unavailable", "rate_limit_exceeded"] satisfies ErrorCode[];

/** True when a subscription that failed with these errors can succeed later. */
export function isTemporary(errors: readonly GraphQLError[]): boolean {
  return errors.some(({ extensions }) => TEMPORARY_CODES.includes(extensions.code));
}

/**
 * Ends a stream of results. Over WebSocket a final failure is an `error` message and a temporary one closes the socket
 * with 1013; over server-sent events a final failure is the last `next`, and a temporary one cuts the response.
 */
export class StreamFailure extends Error {
  override readonly name = "StreamFailure";
  /** As the caller sees them. */
  readonly errors: readonly GraphQLError[];
  readonly isTemporary: boolean;

  constructor(errors: readonly GraphQLError[]) {
    super("the stream failed");
    this.errors = errors;
    this.isTemporary = isTemporary(errors);
  }
}
