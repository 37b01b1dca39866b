import type { IncomingMessage, ServerResponse } from "node:http";
import type { ExecutionResult } from "graphql";
import type { AppContext } from "../../context.ts";
import type { Principal } from "../../domain/principal.ts";
import { authenticateHeaders, secretOf } from "../authenticate.ts";
import { acceptOf } from "./accept.ts";
import { operationContext } from "./context.ts";
import { writeEvents } from "./event-stream.ts";
import { writeAnswer } from "./http-answer.ts";
import { readParams } from "./http-request.ts";
import { idempotencyHeader } from "./idempotency-header.ts";
import type { KeyWatch } from "./key-watch.ts";
import type { Engine } from "./yoga.ts";

/** Yoga wants an absolute URL; what counts of the real one has been read before. */
const ENDPOINT = "http://localhost/graphql";

/** HTTP on `/graphql`. `stop` cuts the open event streams, without the `complete` that would tell clients to stay away. */
export function createHttpHandler(app: AppContext, engine: Engine, keys: KeyWatch) {
  const streaming = new Set<ServerResponse>();
  let stopped = false;

  const handle = async (req: IncomingMessage, res: ServerResponse, requestId: string): Promise<void> => {
    const read = await readRequest(app, req);
    const onSlowConsumer = () => void res.destroy();
    let stream: AsyncIterable<ExecutionResult> | null = null;
    const keepStream = (kept: AsyncIterable<ExecutionResult>) => {
      stream = kept;
    };
    const context = read.ok ? operationContext(app, { ...read, requestId, onSlowConsumer }) : {};
    const init = { method: req.method ?? "GET", headers: { accept: acceptOf(req.headers.accept) } };
    const response = await engine.fetch(ENDPOINT, init, { requestId, read, keepStream, ...context });
    if (!stream) return writeAnswer(response, res);

    const unwatch = keys.add(secretOf(req.headersDistinct) ?? "", () => res.destroy());
    streaming.add(res);
    if (stopped) res.destroy();
    try {
      await writeEvents(stream, res);
    } finally {
      streaming.delete(res);
      unwatch();
    }
  };

  return {
    handle,
    stop: () => {
      stopped = true;
      for (const res of streaming) res.destroy();
    },
  };
}

/** Who calls and what for; what is wrong with it becomes an answer in the media type the caller accepts. */
async function readRequest(app: AppContext, req: IncomingMessage) {
  try {
    const principal: Principal = await authenticateHeaders(app, req.headersDistinct);
    return { ok: true, principal, params: await readParams(req), header: idempotencyHeader(req) } as const;
  } catch (error) {
    return { ok: false, error } as const;
  }
}
