import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";
import { isAsyncIterable } from "graphql-yoga";
import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import { mapStream } from "../domain/stream.ts";
import { NO_HEADER } from "../http/request.ts";
import { type GraphqlContext, SINGLE_OPERATION } from "./context.ts";
import { eventIdOfField, setEventId } from "./event-stream.ts";
import { createLoaders } from "./loaders.ts";

/**
 * Milliseconds for which the result of an event is reused. Fields that show the present state are at most twice as old.
 */
const SHARE_WITHIN_MS = 500;

type Result = ExecutionResult | Promise<ExecutionResult>;
type Execution = { readonly result: Result; readonly isPersonal: () => boolean };
type Watcher = {
  readonly app: AppContext;
  readonly call: Call;
  readonly args: ExecutionArgs;
  /** Null when the results are not shared. */
  readonly key: string | null;
  /** Null when the events have no ids. */
  readonly eventId: ((row: never) => string) | null;
};

/**
 * Runs GraphQL's `subscribe`, and executes each event once for all subscribers that get the same result: those of one
 * team and scope with the same document and variables. Each subscriber keeps its own source, start and authorization.
 * Only the step from a row of the feed to its result is shared, and only while the feed passes the same row object to
 * several subscribers. Rows that a subscriber reads from the table before it is live (snapshots and missed events) are
 * not shared.
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
    return mapStream(source, { map: (row) => executeOnce(row, watcher) });
  };
}

/** Returns the result of another subscriber, unless it depends on data of that subscriber alone. */
function resultFor({ result, isPersonal }: Execution, row: object, watcher: Watcher): Result {
  const own = () => executeFor(row, watcher).result;
  if (!(result instanceof Promise)) return isPersonal() ? own() : result;
  return result.then((known) => (isPersonal() ? own() : known));
}

function executeFor(row: unknown, { app, call, args, eventId }: Watcher): Execution {
  const { context, isPersonal } = sharedContext(app, call);
  const executed = execute({ ...args, rootValue: row, contextValue: context }) as Result;
  const withId = (result: ExecutionResult) => {
    if (eventId) setEventId(result, () => eventId(row as never));
    return result;
  };
  return { result: executed instanceof Promise ? executed.then(withId) : withId(executed), isPersonal };
}

/** What the execution of a subscriber's events needs. Resolvers do not get the position where its stream starts. */
function watcherOf({ schema, document, operationName = null, variableValues, contextValue }: ExecutionArgs): Watcher {
  const { app, call } = contextValue as GraphqlContext;
  const operation = getOperationAST(document, operationName);
  const start = operation && startVariable(document, operation);
  const { [start ?? ""]: _start, ...variables } = variableValues ?? {};
  const args = { schema, document, operationName, variableValues: variables };
  const { coerced } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables);
  const key = coerced ? shareKey(call, { document, operationName, variables: coerced }) : null;
  return { app, call, args, key, eventId: operation ? eventIdOfField(schema, operation) : null };
}

/** The operation with which a subscriber's events are executed. */
type SharedOperation = {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  /** Coerced by the schema: default values are filled in, and unknown variables are dropped. */
  readonly variables: Readonly<Record<string, unknown>>;
};

/**
 * Makes a key that is equal for two subscribers exactly when they get the same result for every event. It is made from
 * the team, the scope, the contract version and the operation. It is a hash, because each of many sockets keeps one.
 * Values that are the same in the whole process (schema, signing secret, public URL) are left out. `sharedContext`
 * detects when the execution of a shared event reads any other data of its caller. Null means that results are not
 * shared, because the document's text is unknown or can't be hashed (all lone surrogates have the same hash).
 */
function shareKey(call: Call, operation: SharedOperation): string | null {
  const text = operation.document.loc?.source.body;
  const { teamId, scope, pinnedVersion } = call.principal;
  const parts = [teamId, scope, pinnedVersion, call.version, text, operation.operationName, operation.variables];
  if (text === undefined) return null;
  try {
    return createHash("sha256")
      .update(canonicalize(parts) ?? "")
      .digest("base64url");
  } catch {
    return null;
  }
}

type SharedContext = {
  readonly context: GraphqlContext;
  /** True when data of this subscriber alone was read, so that the result must not be shared. */
  readonly isPersonal: () => boolean;
};

/**
 * The context in which an event is executed for several subscribers. It has the values that are part of their common
 * key. Values that differ between them (request id, API key id) can be read, but then the result is not shared. A
 * resolver that reads them makes sharing less effective, and never shows one subscriber the data of another.
 */
function sharedContext(app: AppContext, own: Call): SharedContext {
  const { teamId, scope, pinnedVersion } = own.principal;
  let personal = false;
  const note = <T>(value: T): T => {
    personal = true;
    return value;
  };
  const call: Call = {
    version: own.version,
    principal: {
      teamId,
      scope,
      pinnedVersion,
      get keyId() {
        return note(own.principal.keyId);
      },
    },
    get requestId() {
      return note(own.requestId);
    },
    get onRateLimitState() {
      return note(own.onRateLimitState);
    },
  };
  const context: GraphqlContext = {
    app,
    call,
    load: createLoaders(app, call),
    header: NO_HEADER,
    onSlowConsumer: () => {},
    client: SINGLE_OPERATION,
    lastEventId: null,
  };
  return { context, isPersonal: () => personal };
}

/**
 * The argument of subscription fields that sets where a stream starts. The result of an event does not depend on it.
 */
const START_ARGUMENT = "after";

/**
 * Finds the variable that only sets the start of a subscription. Null when there is none, when it is also used
 * elsewhere, or when it is required. It is left out of the key, so that reconnected and continuous subscribers share
 * one execution.
 */
function startVariable(document: DocumentNode, operation: OperationDefinitionNode): string | null {
  const [field] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD) return null;
  const value = field.arguments?.find(({ name }) => name.value === START_ARGUMENT)?.value;
  if (value?.kind !== Kind.VARIABLE) return null;
  const name = value.name.value;
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
  if (!definition || definition.type.kind === Kind.NON_NULL_TYPE) return null;
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => {
      if (node.name.value === name) uses += 1;
    },
  });
  return uses === 1 ? name : null;
}

/** A cache of results about objects, by object and key, whose entries expire. */
type RecentResults<T> = {
  readonly get: (about: object, key: string) => T | undefined;
  readonly set: (about: object, key: string, value: T) => void;
};

type Generation<T> = Map<object, Map<string, T>>;

/**
 * Keeps each value for `ms` to twice that time. Keeping it as long as its object would need too much memory, because a
 * subscriber that waits for its next event may keep the last one, and ten thousand subscribers would keep ten thousand
 * results.
 * @internal
 */
export function createRecentResults<T>(ms: number): RecentResults<T> {
  let young: Generation<T> = new Map();
  let old: Generation<T> = new Map();
  let isAging = false;

  const age = () => {
    old = young;
    young = new Map();
    isAging = old.size > 0;
    if (isAging) setTimeout(age, ms).unref();
  };

  return {
    get: (about, key) => young.get(about)?.get(key) ?? old.get(about)?.get(key),
    set: (about, key, value) => {
      const known = young.get(about);
      if (known) known.set(key, value);
      else young.set(about, new Map([[key, value]]));
      if (!isAging) setTimeout(age, ms).unref();
      isAging = true;
    },
  };
}
