import { type DocumentNode, type ExecutionArgs, type ExecutionResult, GraphQLError, getOperationAST } from "graphql";
import type { SubscribePayload } from "graphql-ws";
import { isAsyncIterable } from "graphql-yoga";
import type { GraphqlContext } from "./context.ts";
import { presentError } from "./present-error.ts";
import { presentResult } from "./present-result.ts";
import type { Engine } from "./yoga.ts";

/** An operation that has begun: its stream, or its result. */
export type Running = ExecutionArgs & { readonly result: AsyncIterable<ExecutionResult> | ExecutionResult };

/**
 * Runs an operation through the same engine as HTTP. What yields no data at all is refused: its errors go out as the
 * protocol's `error` message. Never rejects.
 */
export async function runOperation(
  engine: Engine,
  context: GraphqlContext,
  payload: SubscribePayload,
): Promise<Running | readonly GraphQLError[]> {
  const { app, call } = context;
  try {
    const { operationName, variables: variableValues } = payload;
    const enveloped = engine.getEnveloped({ ...context, params: payload } as Parameters<Engine["getEnveloped"]>[0]);
    const document: DocumentNode = enveloped.parse(payload.query);
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new GraphQLError("Could not determine what operation to execute.");
    const facts = {
      "graphql.operation.type": operation.operation,
      "graphql.operation.name": operation.name?.value ?? "",
    };
    app.tracer.note({ ...facts, "retake.team_id": call.principal.teamId }, operation.operation);
    const mistakes: readonly GraphQLError[] = enveloped.validate(enveloped.schema, document);
    if (mistakes.length > 0) return mistakes.map((mistake) => presentError(app, call.requestId, mistake));

    const args = { schema: enveloped.schema, document, operationName, variableValues };
    const start = { ...args, contextValue: await enveloped.contextFactory() };
    const result = await (operation.operation === "subscription"
      ? enveloped.subscribe(start)
      : enveloped.execute(start));
    if (isAsyncIterable<ExecutionResult>(result)) return { ...start, result };
    const presented = presentResult(app, call.requestId, result);
    return presented.errors && !("data" in presented) ? presented.errors : { ...start, result: presented };
  } catch (error) {
    return [presentError(app, call.requestId, error)];
  }
}
