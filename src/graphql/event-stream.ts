import type { ServerResponse } from "node:http";
import {
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import type { ErrorCode } from "../domain/errors.ts";
import { SLOW_AFTER_MS } from "../domain/stream.ts";
import { PING_EVERY_MS } from "./limits.ts";
import { resultText } from "./result-text.ts";

/** How an event stream ended. */
export type StreamEnd = "complete" | "gone" | "slow" | "cut";

/** Options of an event stream: status, further headers, and times that tests shorten. */
type EventStreamOptions = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pingEveryMs?: number;
  readonly slowAfterMs?: number;
  /** True to omit `complete`, which clients take as the end of the subscription, so that they reconnect later. */
  readonly withoutComplete?: boolean;
};

/**
 * Writes a stream as server-sent events (GraphQL over SSE, distinct connections mode). Comments keep the connection
 * alive. A client that does not read in time is disconnected. When a client disconnects, the source is cancelled at
 * once. When the source fails permanently, its errors are sent as the last `next`, followed by `complete`; when it
 * fails temporarily, the response is cut. Rejects when the source fails with anything but a `StreamFailure`.
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

/** Formats an event. Its id is the position that the client sends as `Last-Event-ID` when it reconnects. */
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

/**
 * Resolves when the operating system has taken all written bytes, when the response has closed, or after the time
 * limit.
 */
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

/** Resolves to false when the connection closed or took no bytes within the time limit. */
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

/** Makes the id of an event from the row that the subscription field resolves. */
type EventIdOf = (row: never) => string;

/**
 * The `extensions` of a subscription field whose events have ids. An id is the position after which a client resumes.
 */
export function eventIds<Row>(idOf: (row: Row) => string): { readonly eventId: (row: Row) => string } {
  return { eventId: idOf };
}

/** The function that makes the ids of a subscription's events; null when they have none. */
export function eventIdOfField(schema: GraphQLSchema, operation: OperationDefinitionNode): EventIdOf | null {
  const [selection] = operation.selectionSet.selections;
  if (selection?.kind !== Kind.FIELD) return null;
  const field = schema.getSubscriptionType()?.getFields()[selection.name.value];
  const idOf = field?.extensions.eventId;
  return typeof idOf === "function" ? (idOf as EventIdOf) : null;
}

/** The ids of results. They are kept outside the results, so that a client gets them whatever fields it selects. */
const ids = new WeakMap<ExecutionResult, () => string>();

export function setEventId(result: ExecutionResult, id: (() => string) | undefined): void {
  if (id) ids.set(result, id);
}

/** Copies the id of a result to another result that was made from it. */
export function copyEventId(from: ExecutionResult, to: ExecutionResult): void {
  if (from !== to) setEventId(to, ids.get(from));
}

/** The id of a result; undefined when it has none. */
function eventIdOf(result: ExecutionResult): string | undefined {
  return ids.get(result)?.();
}

/**
 * Codes of temporary failures, after which the client reconnects with its last position. All other codes are permanent.
 */
const TEMPORARY_CODES: readonly unknown[] = ["service_unavailable", "rate_limit_exceeded"] satisfies ErrorCode[];

/** True when a subscription that failed with these errors can succeed later. */
export function isTemporary(errors: readonly GraphQLError[]): boolean {
  return errors.some(({ extensions }) => TEMPORARY_CODES.includes(extensions.code));
}

/**
 * The failure of a stream of results. A permanent failure is an `error` message over WebSocket and the last `next` over
 * server-sent events. A temporary failure closes the socket with 1013, or cuts the response.
 */
export class StreamFailure extends Error {
  override readonly name = "StreamFailure";
  /** The errors as the caller gets them. */
  readonly errors: readonly GraphQLError[];
  readonly isTemporary: boolean;

  constructor(errors: readonly GraphQLError[]) {
    super("the stream failed");
    this.errors = errors;
    this.isTemporary = isTemporary(errors);
  }
}
