import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  getOperationAST,
  getVariableValues,
} from "graphql";
import { isAsyncIterable } from "graphql-yoga";
import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import type { GraphqlContext } from "./context.ts";
import { createRecentResults } from "./recent-results.ts";
import { shareKey } from "./share-key.ts";
import { sharedContext } from "./shared-context.ts";
import { startVariable } from "./start-variable.ts";
import { tapStream } from "./streams.ts";

/** Milliseconds in which an event's result is good for others: what it shows "as it is now" is never twice as old. */
const SHARE_WITHIN_MS = 500;

type Result = ExecutionResult | Promise<ExecutionResult>;
type Execution = { readonly result: Result; readonly isPersonal: () => boolean };
type Watcher = {
  readonly app: AppContext;
  readonly call: Call;
  readonly args: ExecutionArgs;
  /** Null: shares with nobody. */
  readonly key: string | null;
};

/**
 * GraphQL's `subscribe`, with each event executed once for all subscribers who would see the same of it: those of one
 * team and scope with the same document and variables. Each keeps a source, a start and an authorisation of his own;
 * only the step from a row of the feed to its result is shared, and only while the feed hands the very same row to
 * them. So there is nothing to keep in step. What a reader of the table sees before he is live (snapshots, what came
 * while he was away) are rows of his own, shared with nobody.
 */
export function createSharedSubscribe() {
  const recent = createRecentResults<Execution>(SHARE_WITHIN_MS);

  const executeOnce = (row: unknown, watcher: Watcher): Result => {
    const { key } = watcher;
    if (key === null || typeof row !== "object" || row === null) return executeFor(row, watcher).result;
    const known = recent.get(row, key);
    if (known) return resultFor(known, row, watcher);
    const execution = executeFor(row, watcher);
    recent.set(row, key, execution);
    return execution.result;
  };

  return async (args: ExecutionArgs): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> => {
    const source = await createSourceEventStream(args);
    if (!isAsyncIterable<unknown>(source)) return source;
    const watcher = watcherOf(args);
    return tapStream(source, { map: (row) => executeOnce(row, watcher) });
  };
}

/** Another subscriber's result, unless something in it is his alone. */
function resultFor({ result, isPersonal }: Execution, row: object, watcher: Watcher): Result {
  const own = () => executeFor(row, watcher).result;
  if (!(result instanceof Promise)) return isPersonal() ? own() : result;
  return result.then((known) => (isPersonal() ? own() : known));
}

function executeFor(row: unknown, { app, call, args }: Watcher): Execution {
  const { context, isPersonal } = sharedContext(app, call);
  const result = execute({ ...args, rootValue: row, contextValue: context }) as Result;
  return { result, isPersonal };
}

/** What is needed for a subscriber's events. Where his stream starts is not told to resolvers, so it can't matter. */
function watcherOf({ schema, document, operationName = null, variableValues, contextValue }: ExecutionArgs): Watcher {
  const { app, call } = contextValue as GraphqlContext;
  const operation = getOperationAST(document, operationName);
  const start = operation && startVariable(document, operation);
  const { [start ?? ""]: _start, ...variables } = variableValues ?? {};
  const args = { schema, document, operationName, variableValues: variables };
  const { coerced } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables);
  const key = coerced ? shareKey(call, { document, operationName, variables: coerced }) : null;
  return { app, call, args, key };
}
