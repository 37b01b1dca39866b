import type { ServerResponse } from "node:http";

/** Writes Yoga's answer. Resolves when the last byte is handed over, or the caller has gone. */
export async function writeAnswer(response: Response, res: ServerResponse): Promise<void> {
  res.statusCode = response.status;
  response.headers.forEach((value, name) => {
    res.setHeader(name, value);
  });
  if (isEventStream(response)) return writeStream(response, res);
  // Answers hold signed addresses and a team's data.
  res.setHeader("Cache-Control", "no-store");
  const body = await response.text();
  res.setHeader("Content-Length", Buffer.byteLength(body));
  res.end(body);
}

export function isEventStream(response: Response): boolean {
  return response.headers.get("content-type")?.startsWith("text/event-stream") === true;
}

async function writeStream(response: Response, res: ServerResponse): Promise<void> {
  res.removeHeader("Content-Encoding");
  // Proxies that buffer or compress would keep events back.
  res.setHeader("Cache-Control", "no-cache, no-transform");
  res.setHeader("X-Accel-Buffering", "no");
  res.socket?.setNoDelay(true);
  res.flushHeaders();
  const reader = response.body?.getReader();
  if (!reader) return void res.end();
  // The source hears of it at once, although a value of it is awaited.
  res.once("close", () => void reader.cancel().catch(() => {}));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || res.destroyed) break;
      if (!res.write(value)) await drained(res);
    }
  } finally {
    res.end();
  }
}

function drained(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      res.off("drain", done).off("close", done);
      resolve();
    };
    res.on("drain", done).on("close", done);
  });
}
