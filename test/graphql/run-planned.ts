import { type ExecutionArgs, type ExecutionResult, getOperationAST, getVariableValues } from "graphql";
import { executePlanned } from "../../src/graphql/execution/execute-query.ts";

/** Coerces the variables as the engine does, and executes the operation of a valid document. */
export function runPlanned(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
  const definition = getOperationAST(args.document, args.operationName);
  const { coerced, errors } = getVariableValues(
    args.schema,
    definition?.variableDefinitions ?? [],
    args.variableValues ?? {},
  );
  return coerced ? executePlanned(args, coerced) : { errors };
}
