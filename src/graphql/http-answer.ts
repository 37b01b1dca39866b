import type { ServerResponse } from "node:http";
import type { ExecutionResult } from "graphql";

/** An answer over HTTP: finished, or a stream of events. */
export type HttpAnswer =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly stream: AsyncIterable<ExecutionResult> };

/** Writes a finished answer. */
export function writeAnswer(answer: Exclude<HttpAnswer, { stream: unknown }>, res: ServerResponse): void {
  if (res.destroyed) return;
  res.writeHead(answer.status, {
    ...answer.headers,
    // Answers hold signed addresses and a team's data.
    "Cache-Control": "no-store",
    "Content-Length": Buffer.byteLength(answer.body),
  });
  res.end(answer.body);
}
