import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppContext } from "../context.ts";
import { authenticateHeaders, secretOf } from "../http/authenticate.ts";
import { acceptOf } from "./accept.ts";
import { operationContext } from "./context.ts";
import { writeEvents } from "./event-stream.ts";
import { type HttpAnswer, writeAnswer } from "./http-answer.ts";
import { readParams } from "./http-request.ts";
import { idempotencyHeader } from "./idempotency-header.ts";
import type { KeyWatch } from "./key-watch.ts";
import { answerPlainly, plainRequest } from "./plain-path.ts";
import type { Engine } from "./yoga.ts";
import { answerByYoga } from "./yoga-path.ts";

/** HTTP on `/graphql`. `stop` cuts the open event streams, without the `complete` that would tell clients to stay away. */
export function createHttpHandler(app: AppContext, engine: Engine, keys: KeyWatch) {
  const streaming = new Set<ServerResponse>();
  let stopped = false;

  const answer = async (req: IncomingMessage, res: ServerResponse, requestId: string): Promise<HttpAnswer> => {
    const read = await readRequest(app, req);
    const method = req.method ?? "GET";
    const accept = acceptOf(req.headers.accept);
    const onSlowConsumer = () => void res.destroy();
    const context = read.ok ? operationContext(app, { ...read, requestId, onSlowConsumer }) : null;
    const plain = read.ok ? plainRequest(method, accept, read.params) : null;
    const answered = context && plain ? await answerPlainly(engine, context, plain) : null;
    return answered ?? answerByYoga(engine, { requestId, read, method, accept, context });
  };

  return {
    handle: async (req: IncomingMessage, res: ServerResponse, requestId: string): Promise<void> => {
      const answered = await answer(req, res, requestId);
      if (!("stream" in answered)) return writeAnswer(answered, res);
      const unwatch = keys.add(secretOf(req.headersDistinct) ?? "", () => res.destroy());
      streaming.add(res);
      if (stopped) res.destroy();
      try {
        await writeEvents(answered.stream, res);
      } finally {
        streaming.delete(res);
        unwatch();
      }
    },
    stop: () => {
      stopped = true;
      for (const res of streaming) res.destroy();
    },
  };
}

/** Who calls and what for; what is wrong with it becomes an answer in the media type the caller accepts. */
async function readRequest(app: AppContext, req: IncomingMessage) {
  try {
    const principal = await authenticateHeaders(app, req.headersDistinct);
    return { ok: true, principal, params: await readParams(req), header: idempotencyHeader(req) } as const;
  } catch (error) {
    return { ok: false, error } as const;
  }
}
