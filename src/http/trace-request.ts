import type { IncomingMessage, ServerResponse } from "node:http";
import { NO_TRACER, type Tracer } from "../domain/tracer.ts";

/** Answers a request as a span, named by the semantic conventions for HTTP; who knows its route names it better. */
export async function traceRequest(
  tracer: Tracer,
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  work: () => Promise<void>,
): Promise<void> {
  if (tracer === NO_TRACER) return work();
  const method = req.method ?? "GET";
  // Without its query, which may be a signature.
  const path = req.url?.split("?", 1)[0] ?? "";
  const facts = { "http.request.method": method, "url.path": path, "retake.request_id": requestId };
  const [traceparent] = req.headersDistinct.traceparent ?? [];
  await tracer.request(traceparent, facts, async () => {
    tracer.note({}, path === "/graphql" ? `${method} /graphql` : method);
    await work();
    tracer.note({ "http.response.status_code": res.statusCode });
  });
}
