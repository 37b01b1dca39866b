import type { IncomingMessage, ServerResponse } from "node:http";
import type { Metrics, RequestPart } from "../domain/metrics.ts";

const PARTS: readonly (readonly [prefix: string, part: RequestPart])[] = [
  ["/graphql", "graphql"],
  ["/v1/", "rest"],
  ["/storage/", "storage"],
];

/** Counts and times the request once its answer has ended, or its caller has left. */
export function countRequest(metrics: Metrics, req: IncomingMessage, res: ServerResponse): void {
  const began = performance.now();
  const part = PARTS.find(([prefix]) => req.url?.startsWith(prefix))?.[1] ?? "other";
  res.once("close", () => {
    const isStream = String(res.getHeader("content-type") ?? "").startsWith("text/event-stream");
    metrics.request(part, res.statusCode, isStream ? null : (performance.now() - began) / 1_000);
  });
}
