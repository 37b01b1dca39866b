import {
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  getOperationAST,
  OperationTypeNode,
  parse,
} from "graphql";
import { isAsyncIterable } from "graphql-yoga";
import { CallError } from "../domain/errors.ts";
import { isDeeperThan, MAX_JSON_DEPTH } from "../http/request.ts";
import type { GraphqlContext } from "./context.ts";
import type { Engine } from "./engine.ts";
import { MAX_TOKENS } from "./limits.ts";
import { presentError, presentResult } from "./present-error.ts";

/** The operation of a request, as the transport has read it. */
export type OperationRequest = {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
  /** True over HTTP GET, where mutations are refused. */
  readonly isReadOnly?: boolean;
};

/** An operation that has started: its stream or its result. */
export type Running = ExecutionArgs & { readonly result: AsyncIterable<ExecutionResult> | ExecutionResult };

/**
 * Runs an operation: parses, validates, checks and executes it. Returns only the errors when there is no data at all;
 * over WebSocket they become an `error` message. Never rejects.
 */
export async function runOperation(
  engine: Engine,
  context: GraphqlContext,
  request: OperationRequest,
): Promise<Running | readonly GraphQLError[]> {
  const { app, call } = context;
  try {
    const { variables: variableValues } = request;
    // Some clients send an empty operation name when the document has one operation.
    const operationName = request.operationName || null;
    if (isDeeperThan(MAX_JSON_DEPTH, variableValues)) {
      throw new CallError("invalid_request", `The variables are nested deeper than ${MAX_JSON_DEPTH} levels.`);
    }
    const prepared = engine.prepare(request.query);
    const { document } = prepared;
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new GraphQLError("Could not determine what operation to execute.");
    if (operation.operation === "mutation" && request.isReadOnly) {
      throw new CallError("method_not_allowed", "A mutation must be sent with POST.");
    }
    const attributes = {
      "graphql.operation.type": operation.operation,
      "graphql.operation.name": operation.name?.value ?? "",
    };
    app.tracer.note({ ...attributes, "retake.team_id": call.principal.teamId }, operation.operation);
    if (prepared.errors.length > 0) return prepared.errors.map((error) => presentError(app, call.requestId, error));

    const start = { schema: engine.schema, document, operationName, variableValues, contextValue: context };
    const result = await engine.run(prepared, operation, start);
    if (isAsyncIterable<ExecutionResult>(result)) return { ...start, result };
    const presented = presentResult(app, call.requestId, result);
    return presented.errors && !("data" in presented) ? presented.errors : { ...start, result: presented };
  } catch (error) {
    return [presentError(app, call.requestId, error)];
  }
}

/** True when the request starts a subscription; false when its document can't be parsed. */
export function isSubscription({ query, operationName }: OperationRequest): boolean {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    return getOperationAST(document, operationName || null)?.operation === OperationTypeNode.SUBSCRIPTION;
  } catch {
    return false;
  }
}
