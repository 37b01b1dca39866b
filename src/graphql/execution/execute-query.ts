import {
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  locatedError,
} from "graphql";
import { jsonText, renderingsOf } from "../../domain/rendered-json.ts";
import { setResultText } from "../result-text.ts";
import { createPlanCache } from "./plan-cache.ts";
import type { FieldPlan, QueryPlan, Stamp, ValuePlan } from "./query-plan.ts";

/**
 * Executes an operation with the same result as `execute` of graphql-js. A query whose document was executed before
 * uses a plan, which saves a third of the CPU time of a list. Everything else (mutations, introspection, directives,
 * abstract types, and the first execution of each document) is executed by `execute`.
 *
 * graphql-jit 0.8.9 is not used instead, because it was not faster in a trial. It also refuses a request without a value
 * for `$n: Int! = 3`, and its errors for variables differ from those of graphql-js.
 */
export function executePlanned(args: ExecutionArgs, coerced: Coerced): ReturnType<typeof execute> {
  const plan = plans.find(args.schema, args.document, args.operationName ?? null);
  return plan ? runPlan(plan, args, coerced) : execute(args);
}

/** Variables after coercion by their types (`getVariableValues`). */
type Coerced = Readonly<Record<string, unknown>>;

const plans = createPlanCache();

type Path = NonNullable<GraphQLResolveInfo["path"]>;

/** The execution of one request. */
type Execution = {
  readonly plan: QueryPlan;
  readonly schema: GraphQLSchema;
  readonly context: unknown;
  readonly rootValue: unknown;
  readonly variables: Coerced;
  readonly errors: CollectedErrors;
  /** True while a part that is kept is rendered, so that the parts inside it are not kept separately. */
  isRendering: boolean;
  /** True when the data contains parts that are already JSON text. */
  hasRendered: boolean;
};

/** The errors of a result. When an error makes a place null, no other errors below that place are reported. */
class CollectedErrors {
  readonly list: GraphQLError[] = [];
  /** All errors, also those that are not reported. */
  count = 0;
  readonly #places = new Set<Path | undefined>();

  add(error: GraphQLError, path: Path | undefined): void {
    this.count += 1;
    for (let place = path; place; place = place.prev) if (this.#places.has(place)) return;
    if (this.#places.has(undefined)) return;
    this.#places.add(path);
    this.list.push(error);
  }
}

function runPlan(
  plan: QueryPlan,
  { schema, contextValue, rootValue }: ExecutionArgs,
  variables: Coerced,
): ExecutionResult | Promise<ExecutionResult> {
  const errors = new CollectedErrors();
  const execution: Execution = {
    plan,
    schema,
    context: contextValue,
    rootValue,
    variables,
    errors,
    isRendering: false,
    hasRendered: false,
  };
  const finish = (data: unknown): ExecutionResult => {
    const known = data as ExecutionResult["data"];
    const result = errors.list.length === 0 ? { data: known ?? null } : { errors: errors.list, data: known ?? null };
    if (execution.hasRendered) setResultText(result, () => jsonText(result));
    return result;
  };
  const fail = (error: unknown): ExecutionResult => {
    errors.add(error as GraphQLError, undefined);
    return finish(null);
  };
  try {
    const data = executeFields(execution, plan.fields, rootValue, undefined);
    return isPromise(data) ? data.then(finish, fail) : finish(data);
  } catch (error) {
    return fail(error);
  }
}

function executeFields(
  execution: Execution,
  fields: readonly FieldPlan[],
  source: unknown,
  path: Path | undefined,
): unknown {
  const values: Record<string, unknown> = {};
  let hasPromise = false;
  try {
    for (const field of fields) {
      const value = executeField(execution, field, source, path);
      values[field.key] = value;
      if (isPromise(value)) hasPromise = true;
    }
  } catch (error) {
    if (!hasPromise) throw error;
    // The promises of the other fields may also reject, and must not become unhandled rejections.
    return settle(values).finally(() => {
      throw error;
    });
  }
  return hasPromise ? settle(values) : values;
}

/** Replaces promises with their resolved values. */
async function settle(values: Record<string, unknown>): Promise<Record<string, unknown>> {
  const keys = Object.keys(values).filter((key) => isPromise(values[key]));
  const settled = await Promise.all(keys.map((key) => values[key]));
  for (const [index, key] of keys.entries()) values[key] = settled[index];
  return values;
}

function executeField(execution: Execution, field: FieldPlan, source: unknown, parentPath: Path | undefined): unknown {
  let path: Path | undefined;
  try {
    const result = resolveField(execution, field, source, parentPath);
    // Most fields are leaves with a value, and need no path.
    if (field.value.kind === "leaf" && !isPromise(result)) return completeLeaf(field.value, field, result);
    const ownPath = pathOf(field, parentPath);
    path = ownPath;
    const completed = isPromise(result)
      ? result.then((resolved) => complete(execution, field.value, field, ownPath, resolved))
      : complete(execution, field.value, field, ownPath, result);
    if (!isPromise(completed)) return completed;
    return completed.then(undefined, (error: unknown) => handleError(execution, field.value, field, ownPath, error));
  } catch (error) {
    return handleError(execution, field.value, field, path ?? pathOf(field, parentPath), error);
  }
}

function pathOf({ key, parentType }: FieldPlan, prev: Path | undefined): Path {
  return { prev, key, typename: parentType.name };
}

function resolveField(execution: Execution, field: FieldPlan, source: unknown, parentPath: Path | undefined): unknown {
  if (field.constant !== null) return field.constant;
  const { resolve, definition, nodes } = field;
  if (resolve === null) {
    const property = (source as Record<string, unknown> | null | undefined)?.[definition.name];
    if (typeof property !== "function") return property;
  }
  const args = field.hasArguments ? getArgumentValues(definition, nodes[0], execution.variables) : {};
  const info = infoOf(execution, field, parentPath);
  if (resolve !== null) return resolve(source, args, execution.context, info);
  const method = source as Record<string, (...given: readonly unknown[]) => unknown>;
  return method[definition.name]?.(args, execution.context, info);
}

function infoOf(execution: Execution, field: FieldPlan, parentPath: Path | undefined): GraphQLResolveInfo {
  return {
    fieldName: field.definition.name,
    fieldNodes: field.nodes,
    returnType: field.type,
    parentType: field.parentType,
    path: pathOf(field, parentPath),
    schema: execution.schema,
    fragments: execution.plan.fragments,
    rootValue: execution.rootValue,
    operation: execution.plan.operation,
    variableValues: execution.variables,
  };
}

/** Reports an error at a nullable place. At any other place it throws the error, which makes the parent null. */
function handleError({ errors }: Execution, value: ValuePlan, field: FieldPlan, path: Path, thrown: unknown): null {
  const error = locatedError(thrown, field.nodes, pathToArray(path));
  if (value.nonNull) throw error;
  errors.add(error, path);
  return null;
}

function pathToArray(path: Path): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  for (let place: Path | undefined = path; place; place = place.prev) keys.push(place.key);
  return keys.reverse();
}

function complete(execution: Execution, value: ValuePlan, field: FieldPlan, path: Path, result: unknown): unknown {
  if (value.kind === "leaf") return completeLeaf(value, field, result);
  if (result instanceof Error) throw result;
  if (result == null) return nullOf(value, field);
  if (value.kind === "list") {
    const stamp = value.item.kind === "object" ? value.item.stamp : null;
    return completeFixed(execution, value.renderer, stamp, result, () =>
      completeList(execution, value, field, path, result),
    );
  }
  return completeFixed(execution, value.renderer, value.stamp, result, () =>
    executeFields(execution, value.fields, result, path),
  );
}

/** Completes fixed fields (`FixedFields`) and keeps their JSON with the object, or finds what an earlier request kept. */
function completeFixed(
  execution: Execution,
  renderer: object,
  stampOf: Stamp | null,
  source: unknown,
  render: () => unknown,
): unknown {
  const { errors, context } = execution;
  if (stampOf === null || execution.isRendering || typeof source !== "object" || source === null) return render();
  const renderings = renderingsOf(source);
  if (!renderings) return render();
  const stamp = stampOf(context as never);
  execution.hasRendered = true;
  const known = renderings.find(renderer, stamp);
  if (known) return known;
  const errorsBefore = errors.count;
  execution.isRendering = true;
  let completed: unknown;
  try {
    completed = render();
  } finally {
    execution.isRendering = false;
  }
  if (errors.count > errorsBefore || isPromise(completed)) return completed;
  return renderings.keep(renderer, stamp, completed);
}

function completeLeaf(value: Extract<ValuePlan, { kind: "leaf" }>, field: FieldPlan, result: unknown): unknown {
  if (result instanceof Error) throw result;
  if (result == null) return nullOf(value, field);
  const serialized = value.type.serialize(result);
  if (serialized == null) throw new Error(`${value.type.name} could not be serialized for ${field.definition.name}.`);
  return serialized;
}

function nullOf({ nonNull }: ValuePlan, { parentType, definition }: FieldPlan): null {
  if (!nonNull) return null;
  throw new Error(`Cannot return null for non-nullable field ${parentType.name}.${definition.name}.`);
}

function completeList(
  execution: Execution,
  { item }: Extract<ValuePlan, { kind: "list" }>,
  field: FieldPlan,
  path: Path,
  result: unknown,
): unknown {
  if (!isIterable(result)) {
    const name = `${field.parentType.name}.${field.definition.name}`;
    throw new GraphQLError(`Expected Iterable, but did not find one for field "${name}".`);
  }
  const completed: unknown[] = [];
  let hasPromise = false;
  try {
    for (const one of result) {
      const itemPath: Path = { prev: path, key: completed.length, typename: undefined };
      const value = completeItem(execution, item, field, itemPath, one);
      if (isPromise(value)) hasPromise = true;
      completed.push(value);
    }
  } catch (error) {
    // The promises of earlier items may also reject. The list is already null.
    if (hasPromise) Promise.all(completed).catch(() => {});
    throw error;
  }
  return hasPromise ? Promise.all(completed) : completed;
}

function completeItem(execution: Execution, item: ValuePlan, field: FieldPlan, path: Path, one: unknown): unknown {
  try {
    const value = isPromise(one)
      ? one.then((resolved) => complete(execution, item, field, path, resolved))
      : complete(execution, item, field, path, one);
    if (!isPromise(value)) return value;
    return value.then(undefined, (error: unknown) => handleError(execution, item, field, path, error));
  } catch (error) {
    return handleError(execution, item, field, path, error);
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise || typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}
