import type { ServerResponse } from "node:http";
import type { ExecutionResult } from "graphql";
import { PING_EVERY_MS, SLOW_AFTER_MS } from "./connection-limits.ts";
import { resultText } from "./present-error.ts";

/** How an event stream ended. */
export type StreamEnd = "complete" | "gone" | "slow";

/** Status and headers beside those of an event stream, and the times that tests shorten. */
export type EventStreamOptions = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pingEveryMs?: number;
  readonly slowAfterMs?: number;
};

/**
 * Writes a stream as server-sent events (GraphQL over SSE, distinct connections). Comments keep the connection alive. A
 * client that does not take the bytes in time is disconnected; when a client leaves, the source is cancelled at once.
 * Rejects only when the source fails.
 */
export async function writeEvents(
  stream: AsyncIterable<ExecutionResult>,
  res: ServerResponse,
  { status = 200, headers = {}, pingEveryMs = PING_EVERY_MS, slowAfterMs = SLOW_AFTER_MS }: EventStreamOptions = {},
): Promise<StreamEnd> {
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
        res.end("event: complete\ndata:\n\n");
        return "complete";
      }
      const flowing = res.write(`event: next\ndata: ${resultText(value)}\n\n`);
      if (!flowing && !(await drained(res, slowAfterMs))) return res.destroyed ? "gone" : "slow";
    }
  } finally {
    clearInterval(ping);
    res.off("close", leave);
    if (!res.writableEnded) res.destroy();
    leave();
  }
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
