import type { ServerResponse } from "node:http";
import type { ExecutionResult } from "graphql";
import { PING_EVERY_MS, SLOW_AFTER_MS } from "./connection-limits.ts";
import { eventIdOf } from "./event-id.ts";
import { resultText } from "./present-error.ts";
import { StreamFailure } from "./stream-failure.ts";

/** How an event stream ended. */
export type StreamEnd = "complete" | "gone" | "slow" | "cut";

/** Status and headers beside those of an event stream, and the times that tests shorten. */
export type EventStreamOptions = {
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
