import type { ServerResponse } from "node:http";
import type { ExecutionResult } from "graphql";
import { PING_EVERY_MS, SLOW_AFTER_MS } from "./connection-limits.ts";
import { resultText } from "./result-text.ts";

/** How an event stream ended. */
export type StreamEnd = "complete" | "gone" | "slow";

/**
 * Writes a stream as server-sent events (GraphQL over SSE, distinct connections). Comments keep the line alive. Who
 * does not take the bytes in time is cut off; who goes away ends the source at once. Never rejects because of either.
 */
export async function writeEvents(
  stream: AsyncIterable<ExecutionResult>,
  res: ServerResponse,
  timing = { pingEveryMs: PING_EVERY_MS, slowAfterMs: SLOW_AFTER_MS },
): Promise<StreamEnd> {
  const iterator = stream[Symbol.asyncIterator]();
  const leave = () => void iterator.return?.().catch(() => {});
  res.once("close", leave);
  if (res.destroyed) leave();
  startEvents(res);
  const ping = setInterval(() => !res.writableNeedDrain && res.write(":\n\n"), timing.pingEveryMs);
  try {
    for (;;) {
      const { done, value } = await iterator.next();
      if (res.destroyed) return "gone";
      if (done) {
        res.end("event: complete\ndata:\n\n");
        return "complete";
      }
      const flowing = res.write(`event: next\ndata: ${resultText(value)}\n\n`);
      if (!flowing && !(await drained(res, timing.slowAfterMs))) return res.destroyed ? "gone" : "slow";
    }
  } finally {
    clearInterval(ping);
    res.off("close", leave);
    if (!res.writableEnded) res.destroy();
    leave();
  }
}

function startEvents(res: ServerResponse): void {
  // Proxies that buffer or compress would keep events back.
  res.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-cache, no-transform",
    "X-Accel-Buffering": "no",
  });
  res.socket?.setNoDelay(true);
  // Some browsers say nothing before the first byte of the body.
  res.write(":\n\n");
}

/** False when the connection closed, or took nothing for so long. */
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
