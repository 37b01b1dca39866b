import { type ExecutionArgs, execute, GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";
import { checkOperation } from "../check-operation.ts";
import type { GraphqlContext } from "../context.ts";
import { createSharedSubscribe } from "../shared-execution.ts";

/** Runs the checks that need variables or the caller, then the reference implementation of execution. */
export function useChecks(): Plugin<GraphqlContext> {
  const subscribe = createSharedSubscribe();
  return {
    onExecute: ({ args, setExecuteFn, setResultAndStopExecution }) => {
      const errors = refusals(args, args.contextValue);
      if (errors.length > 0) return setResultAndStopExecution({ errors });
      setExecuteFn(execute);
    },
    onSubscribe: ({ args, setSubscribeFn, setResultAndStopExecution }) => {
      const errors = refusals(args, args.contextValue);
      if (errors.length > 0) return setResultAndStopExecution({ errors });
      setSubscribeFn(subscribe);
    },
  };
}

/** Nothing that the checks throw gets past them: an operation they did not pass never runs. */
function refusals(args: ExecutionArgs, context: GraphqlContext) {
  try {
    return checkOperation(args, context);
  } catch (error) {
    return [new GraphQLError("refused", { originalError: error instanceof Error ? error : new Error(String(error)) })];
  }
}
