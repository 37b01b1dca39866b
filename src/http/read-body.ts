import type { IncomingMessage } from "node:http";
import { CallError } from "../domain/errors.ts";

/**
 * The body's bytes, counted while they arrive: a length nobody announced is bounded too. What is left of a refused
 * body is the server's to drain. Throws `CallError` payload_too_large; invalid_request when the body breaks off.
 */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(req.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (settle: () => void) => {
      req.off("data", onData).off("end", onEnd).off("error", onBreak).off("close", onBreak);
      settle();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > maxBytes) end(() => reject(tooLarge(maxBytes)));
    };
    const onEnd = () => end(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    const onBreak = () => end(() => reject(new CallError("invalid_request", "The body ended before it was complete.")));
    req.on("data", onData).on("end", onEnd).on("error", onBreak).on("close", onBreak);
    if (req.destroyed) onBreak();
  });
}

function tooLarge(maxBytes: number): CallError {
  return new CallError("payload_too_large", `The body is larger than ${maxBytes} bytes.`);
}
