import type { IncomingMessage, ServerResponse } from "node:http";
import { type ExecutionResult, GraphQLError } from "graphql";
import { isAsyncIterable } from "graphql-yoga";
import type { AppContext } from "../context.ts";
import { CallError, ERRORS, type ErrorCode, quoted } from "../domain/errors.ts";
import { cancelStream } from "../domain/stream.ts";
import { CHALLENGE } from "../http/errors.ts";
import { authenticateHeaders, idempotencyHeader, parseJson, readJsonBody, secretOf } from "../http/request.ts";
import { operationContext } from "./context.ts";
import type { Engine } from "./engine.ts";
import { isTemporary, writeEvents } from "./event-stream.ts";
import { createGraphiql } from "./graphiql.ts";
import { isEngineCode, presentError, WHOLE_CALL_CODES } from "./present-error.ts";
import { resultText } from "./result-text.ts";
import type { RevocationWatcher } from "./revocation-watcher.ts";
import { type OperationRequest, runOperation } from "./run-operation.ts";

/**
 * Handles HTTP on `/graphql` by the GraphQL over HTTP specification: negotiates the media type, reads the request, runs
 * its operation, and answers with JSON or server-sent events. A browser that requests HTML gets GraphiQL.
 */
export function createHttpHandler(app: AppContext, engine: Engine, keys: RevocationWatcher) {
  const graphiql = app.config.introspection ? createGraphiql() : null;
  const streaming = new Set<ServerResponse>();
  let stopped = false;

  return {
    /** Answers one request. An invalid request never makes it reject. */
    handle: async (req: IncomingMessage, res: ServerResponse, requestId: string): Promise<void> => {
      if (req.method === "GET" && (await graphiql?.serve(req, res))) return;
      const accepted = negotiate(req.headers.accept);
      const result = await run(app, engine, req, res, requestId);
      if (!isAsyncIterable<ExecutionResult>(result)) {
        if (accepted.json) return sendJson(res, accepted.json, result);
        const withoutComplete = !result.data && isTemporary(result.errors ?? []);
        const options = { ...responseHead(result, "application/json"), withoutComplete };
        return void (await writeEvents(once(result), res, options));
      }
      if (!accepted.stream) {
        cancelStream(result);
        return sendJson(res, accepted.json ?? "application/json", { errors: [notAcceptable(requestId)] }, 406);
      }
      const unwatch = keys.add(secretOf(req.headersDistinct) ?? "", () => res.destroy());
      streaming.add(res);
      if (stopped) res.destroy();
      try {
        await writeEvents(result, res);
      } finally {
        streaming.delete(res);
        unwatch();
      }
    },
    /** Cuts the open event streams without `complete`, because clients do not reconnect after `complete`. */
    stop: () => {
      stopped = true;
      for (const res of streaming) res.destroy();
    },
  };
}

/** Reads the request and runs its operation. An invalid request becomes a result with errors. */
async function run(app: AppContext, engine: Engine, req: IncomingMessage, res: ServerResponse, requestId: string) {
  try {
    if (req.method !== "GET" && req.method !== "POST") {
      res.setHeader("Allow", "GET, POST");
      throw new CallError("method_not_allowed", "Send GraphQL requests with GET or POST.");
    }
    const principal = await authenticateHeaders(app, req.headersDistinct);
    const request = checkRequest(req.method === "GET" ? parseQueryString(req) : await readParameters(req));
    const onSlowConsumer = () => void res.destroy();
    const context = operationContext(app, {
      principal,
      requestId,
      header: idempotencyHeader(req.headersDistinct),
      onSlowConsumer,
      client: { isOpen: () => !res.destroyed, pauseReading: () => () => {} },
      lastEventId: lastEventId(req),
    });
    const running = await runOperation(engine, context, { ...request, isReadOnly: req.method === "GET" });
    if ("result" in running) return running.result;
    if (running.some(({ extensions }) => extensions.code === "method_not_allowed")) res.setHeader("Allow", "POST");
    return { errors: running };
  } catch (error) {
    return { errors: [presentError(app, requestId, error)] };
  }
}

// --- The media type of the response

type JsonType = "application/json" | "application/graphql-response+json";

/** The accepted media types: the one for JSON, and whether an event stream is accepted. */
type Accepted = { readonly json: JsonType | null; readonly stream: boolean };

const OTHER_CHARSET = /;\s*charset\s*=\s*"?(?!utf-?8"?\s*(;|$))/i;

/**
 * Chooses the first JSON type of `Accept`; weights are ignored. A caller that accepts none of the types gets JSON,
 * which HTTP allows, because a refused response would hide the result of an operation that has run.
 */
function negotiate(accept = "*/*"): Accepted {
  const ranges = accept
    .split(",")
    .filter((range) => !OTHER_CHARSET.test(range))
    .map((range) => range.split(";", 1)[0]?.trim().toLowerCase() ?? "");
  const json = ranges.map(jsonTypeOf).find((type) => type !== null) ?? null;
  const stream = ranges.some((range) => ["text/event-stream", "text/*", "*/*"].includes(range));
  return json || stream ? { json, stream } : { json: "application/json", stream: true };
}

function jsonTypeOf(range: string): JsonType | null {
  if (range === "application/graphql-response+json") return range;
  return ["application/json", "application/*", "*/*"].includes(range) ? "application/json" : null;
}

function notAcceptable(requestId: string): GraphQLError {
  const extensions = { code: "invalid_request" satisfies ErrorCode, requestId };
  return new GraphQLError("A subscription over HTTP needs Accept: text/event-stream.", { extensions });
}

// --- Reading the request

/** Reads the parameters of a GET. Throws `CallError` invalid_request (400). */
function parseQueryString(req: IncomingMessage): Readonly<Record<string, unknown>> {
  const search = new URLSearchParams(req.url?.split("?").slice(1).join("?"));
  const text = (name: string) => search.get(name) || undefined;
  const json = (name: string) => {
    const value = text(name);
    return value === undefined ? undefined : parseJson(value, `The parameter ${name}`);
  };
  const names = { query: text("query"), operationName: text("operationName") };
  return { ...names, variables: json("variables"), extensions: json("extensions") };
}

/** Reads the parameters of a POST. Throws the `CallError`s of `readJsonBody`. */
async function readParameters(req: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const body = await readJsonBody(req, { required: true });
  if (Array.isArray(body))
    throw new CallError("invalid_request", "Batching is not supported: send one operation per request.");
  if (typeof body !== "object" || body === null)
    throw new CallError("invalid_request", "The body must be a JSON object.");
  return body as Readonly<Record<string, unknown>>;
}

const PARAMETERS: readonly string[] = ["query", "variables", "operationName", "extensions"];

/** Checks the names and types of the parameters. Throws `CallError` invalid_request (400). */
function checkRequest(sent: Readonly<Record<string, unknown>>): OperationRequest {
  const { query, variables, operationName, extensions } = sent;
  const unknown = Object.keys(sent).find((name) => !PARAMETERS.includes(name) && sent[name] != null);
  if (unknown !== undefined) throw new CallError("invalid_request", `Unknown parameter: ${quoted(unknown)}.`);
  if (!isObjectOrAbsent(extensions)) throw invalidParameter("extensions", "must be an object");
  if (!query && extensions?.persistedQuery != null) throw persistedQueryNotSupported();
  if (query == null) throw invalidParameter("query", "must be sent");
  if (typeof query !== "string") throw invalidParameter("query", "must be a string");
  if (!isObjectOrAbsent(variables)) throw invalidParameter("variables", "must be an object");
  if (operationName != null && typeof operationName !== "string") {
    throw invalidParameter("operationName", "must be a string");
  }
  return { query, variables, operationName: operationName ?? null };
}

/** Clients that have sent only the hash of a document check for this message or code, and then send the document. */
function persistedQueryNotSupported(): GraphQLError {
  return new GraphQLError("PersistedQueryNotSupported", { extensions: { code: "PERSISTED_QUERY_NOT_SUPPORTED" } });
}

function isObjectOrAbsent(value: unknown): value is Readonly<Record<string, unknown>> | null | undefined {
  return value == null || (typeof value === "object" && !Array.isArray(value));
}

function invalidParameter(param: string, rule: string): CallError {
  return new CallError("invalid_request", `${param} ${rule}.`, { param });
}

/** Browsers send no header or an empty one when no event had an id. */
function lastEventId({ headers }: IncomingMessage): string | null {
  const sent = headers["last-event-id"];
  return typeof sent === "string" && sent !== "" ? sent : null;
}

// --- Writing the response

type ResponseHead = { readonly status: number; readonly headers: Readonly<Record<string, string>> };

function sendJson(res: ServerResponse, type: JsonType, result: ExecutionResult, otherStatus?: number): void {
  if (res.destroyed) return;
  const { status, headers } = responseHead(result, type);
  const body = resultText(result);
  res.writeHead(otherStatus ?? status, {
    ...headers,
    "Content-Type": `${type}; charset=utf-8`,
    // Responses have signed URLs and the team's data, so they must not be cached.
    "Cache-Control": "no-store",
    "Content-Length": Buffer.byteLength(body),
  });
  res.end(body);
}

/**
 * The HTTP status of a result. With data it is 200. Without data it is the highest status of the errors; errors about
 * the document or its variables count only for `application/graphql-response+json`, as the specification requires.
 */
function responseHead(result: ExecutionResult, type: JsonType): ResponseHead {
  const headers: Record<string, string> = {};
  let status = 200;
  for (const error of "data" in result ? [] : (result.errors ?? [])) {
    const { code, retryAfterSeconds } = error.extensions;
    const own = Object.hasOwn(ERRORS, String(code)) ? ERRORS[code as ErrorCode].status : 400;
    if (retryAfterSeconds) headers["Retry-After"] = String(retryAfterSeconds);
    if (own === 401) headers["WWW-Authenticate"] = CHALLENGE;
    if (type !== "application/json" || !isAboutDocument(error)) status = Math.max(status, own);
  }
  return { status, headers };
}

/**
 * True for an error in the document or the variables of a well-formed request, and for a subscription that can't start.
 */
function isAboutDocument({ path, extensions: { code } }: GraphQLError): boolean {
  if (WHOLE_CALL_CODES.includes(code)) return false;
  return path !== undefined || isEngineCode(code);
}

async function* once(result: ExecutionResult): AsyncGenerator<ExecutionResult, void> {
  yield result;
}
