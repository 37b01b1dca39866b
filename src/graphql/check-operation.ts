import { type DocumentNode, type GraphQLError, type GraphQLSchema, getOperationAST, getVariableValues } from "graphql";
import { CallError } from "../domain/errors.ts";
import { requireScope } from "../domain/principal.ts";
import type { IdempotencyHeader } from "../http/request.ts";
import type { GraphqlContext } from "./context.ts";
import { pageLimitErrors } from "./limits/document-limits.ts";
import { fragmentsOf, keyArguments, type Operation } from "./limits/operation.ts";

/** What is about to run: a valid document, with the variables as they were sent. */
export type Execution = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: { readonly [name: string]: unknown } | null | undefined;
};

/**
 * The last checks before anything runs, once the variables are known: scope, page sizes, idempotency header. Returns errors
 * of the document; throws `CallError` missing_scope and invalid_format. What execution itself refuses (an unknown
 * operation name, variables of the wrong type) is left to it.
 */
export function checkOperation(execution: Execution, context: GraphqlContext): readonly GraphQLError[] {
  const { schema, document, operationName, variableValues } = execution;
  const definition = getOperationAST(document, operationName);
  if (!definition) return [];
  if (definition.operation === "mutation") requireScope(context.call.principal, "write");
  const coerced = getVariableValues(schema, definition.variableDefinitions ?? [], variableValues ?? {});
  if (!coerced.coerced) return [];
  const operation: Operation = { definition, fragments: fragmentsOf(document), variables: coerced.coerced };
  checkHeader(context.header, keyArguments(schema, operation));
  return pageLimitErrors(schema, operation);
}

/** The header belongs to exactly one keyed field; where none runs it is ignored, as over REST. */
function checkHeader({ key, problem }: IdempotencyHeader, args: readonly (string | null)[]): void {
  if (args.length === 0 || (key === null && problem === null)) return;
  if (problem !== null) throw badHeader(`The header Idempotency-Key ${problem}.`);
  if (args.length > 1)
    throw badHeader("The header Idempotency-Key can't serve several keyed fields: use the argument.");
  if (args[0] !== null && args[0] !== key) throw badHeader("The header Idempotency-Key differs from the argument.");
}

function badHeader(message: string): CallError {
  return new CallError("invalid_format", message, { param: "Idempotency-Key" });
}
