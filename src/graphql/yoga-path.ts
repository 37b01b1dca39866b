import type { ExecutionResult } from "graphql";
import type { GraphqlContext } from "./context.ts";
import type { HttpAnswer } from "./http-answer.ts";
import type { Incoming } from "./plugins/use-incoming.ts";
import type { Engine } from "./yoga.ts";

/** Yoga wants an absolute URL; what counts of the real one has been read before. */
const ENDPOINT = "http://localhost/graphql";

export type YogaRequest = Pick<Incoming, "requestId" | "read"> & {
  readonly method: string;
  readonly accept: string;
  /** Absent when the request could not be read: then nothing runs. */
  readonly context: GraphqlContext | null;
};

/** Any request through Yoga's handling of HTTP: media types, methods, errors, GraphiQL. */
export async function answerByYoga(engine: Engine, request: YogaRequest): Promise<HttpAnswer> {
  const { requestId, read, method, accept, context } = request;
  let stream: AsyncIterable<ExecutionResult> | null = null;
  const keepStream = (kept: AsyncIterable<ExecutionResult>) => {
    stream = kept;
  };
  const init = { method, headers: { accept } };
  const response = await engine.fetch(ENDPOINT, init, { requestId, read, keepStream, ...context });
  if (stream) return { stream };
  // Yoga's event streams claim a coding that does not exist.
  response.headers.delete("Content-Encoding");
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}
