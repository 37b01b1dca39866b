import type { ExecutionResult } from "graphql";
import { type GraphQLParams, isAsyncIterable } from "graphql-yoga";
import type { GraphqlContext } from "./context.ts";
import type { HttpAnswer } from "./http-answer.ts";
import { httpFacts } from "./http-status.ts";
import { NOT_ACCEPTABLE_STATUS, notAcceptable } from "./not-acceptable.ts";
import { runOperation } from "./run-operation.ts";
import { leaveStream } from "./streams.ts";
import type { Engine } from "./yoga.ts";

type MediaType = "application/json" | "application/graphql-response+json";

const ANYTHING = "*/*";

/** What clients send when they want JSON, or do not care, and the type they get. The rest is for Yoga to sort out. */
const PLAIN_ACCEPTS: ReadonlyMap<string, MediaType> = new Map([
  [ANYTHING, "application/json"],
  ["application/json", "application/json"],
  ["application/graphql-response+json", "application/graphql-response+json"],
  ["application/graphql-response+json, application/json", "application/graphql-response+json"],
  ["application/graphql-response+json,application/json;q=0.9", "application/graphql-response+json"],
]);

const PARAMETERS: readonly string[] = ["query", "variables", "operationName", "extensions"];

/** A request that is as plain as nearly all are: JSON both ways, nothing to negotiate, parameters of the right types. */
export type PlainRequest = {
  readonly mediaType: MediaType;
  readonly acceptsStream: boolean;
  readonly params: PlainParams;
};

type PlainParams = {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
};

export function plainRequest(method: string, accept: string, params: GraphQLParams): PlainRequest | null {
  const mediaType = PLAIN_ACCEPTS.get(accept);
  return method === "POST" && mediaType && isPlain(params)
    ? { mediaType, acceptsStream: accept === ANYTHING, params }
    : null;
}

function isPlain(params: GraphQLParams): params is GraphQLParams & PlainParams {
  const { query, variables, operationName, extensions } = params as Record<string, unknown>;
  return (
    typeof query === "string" &&
    Object.keys(params).every((name) => PARAMETERS.includes(name)) &&
    isObjectOrNothing(variables) &&
    isObjectOrNothing(extensions) &&
    (operationName === undefined || operationName === null || typeof operationName === "string")
  );
}

function isObjectOrNothing(value: unknown): boolean {
  return value === undefined || (typeof value === "object" && !Array.isArray(value));
}

/**
 * The same engine without Yoga's handling of HTTP, which takes five times as long as the engine itself: same parsing,
 * limits, checks, execution and errors.
 */
export async function answerPlainly(
  engine: Engine,
  context: GraphqlContext,
  { mediaType, acceptsStream, params }: PlainRequest,
): Promise<HttpAnswer> {
  const running = await runOperation(engine, context, params);
  if (!("result" in running)) return answerOf(mediaType, { errors: running });
  if (!isAsyncIterable<ExecutionResult>(running.result)) return answerOf(mediaType, running.result);
  if (acceptsStream) return { stream: running.result };
  leaveStream(running.result);
  const refused = answerOf(mediaType, { errors: [notAcceptable(context.call.requestId)] });
  return { ...refused, status: NOT_ACCEPTABLE_STATUS };
}

function answerOf(mediaType: MediaType, result: ExecutionResult) {
  const headers: Record<string, string> = { "Content-Type": `${mediaType}; charset=utf-8` };
  let status = 200;
  for (const fact of "data" in result ? [] : (result.errors ?? []).map(httpFacts)) {
    Object.assign(headers, fact.headers);
    if (!fact.spec || mediaType !== "application/json") status = Math.max(status, fact.status);
  }
  return { status, headers, body: JSON.stringify(result) };
}
