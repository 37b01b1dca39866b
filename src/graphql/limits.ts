import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { CallError } from "../domain/errors.ts";
import type { IdempotencyHeader } from "../http/request.ts";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "../operations/pages.ts";

/**
 * Limits of one document, checked before it runs (docs/contract.md "Document limits"). A request over HTTP and a
 * message over WebSocket may have 256 KiB.
 */
export const MAX_BODY_BYTES = 256 * 1024;
/** Limits the time of parsing, and of everything else that visits the whole document. */
export const MAX_TOKENS = 2_000;
/** Nested lists and objects. The parser is recursive, and a list nested 2,000 times would overflow its stack. */
export const MAX_VALUE_NESTING = 64;
/** Nested fields. Introspection is not counted, because its standard query is deeper. */
const MAX_DEPTH = 12;
/** Aliases are counted where they take effect: a fragment that is spread twice counts twice. */
const MAX_ALIASES = 30;
const MAX_ROOT_FIELDS = 20;
/** How many items all pages of an operation could have together. */
const MAX_NODES = 10_000;

/**
 * True when lists or objects are nested too deeply in the text of a document. Runs before the parser and without
 * recursion. It counts brackets outside strings and comments, and braces only inside parentheses, where they are
 * objects.
 */
export function isNestedTooDeeply(text: string): boolean {
  let depth = 0;
  let parentheses = 0;
  for (const [token] of text.matchAll(BRACKETS)) {
    if (token === "(") parentheses += 1;
    else if (token === ")") parentheses -= 1;
    else if (token === "[" || (token === "{" && parentheses > 0)) depth += 1;
    else if (token === "]" || (token === "}" && parentheses > 0)) depth -= 1;
    if (depth > MAX_VALUE_NESTING) return true;
  }
  return false;
}

/** Matches a block string, a string, a comment, or a bracket. */
const BRACKETS = /"""(?:\\"""|(?!""")[\s\S])*(?:"""|$)|"(?:\\.|[^"\\\n\r])*"?|#[^\n\r]*|[()[\]{}]/g;

/**
 * Checks the limits that do not depend on variables, for every operation of the document, also those that do not run.
 */
export function documentLimitErrors(document: DocumentNode): GraphQLError[] {
  return measureOperations(document).flatMap(({ depth, aliases, fields }) => [
    ...tooMany("is nested", depth, MAX_DEPTH, "levels deep"),
    ...tooMany("has", aliases, MAX_ALIASES, "aliases"),
    ...tooMany("has", fields, MAX_ROOT_FIELDS, "root fields"),
  ]);
}

function tooMany(verb: string, count: number, most: number, unit: string): GraphQLError[] {
  return count > most ? [new GraphQLError(`The operation ${verb} ${count} ${unit}; the limit is ${most}.`)] : [];
}

/** The size of a selection set with its fragments expanded. */
type Measure = {
  /** Nested fields, without introspection. */
  readonly depth: number;
  readonly aliases: number;
  /** Fields of the set itself, without nested ones. */
  readonly fields: number;
};

const NOTHING: Measure = { depth: 0, aliases: 0, fields: 0 };

/**
 * Measures each operation of a document. Each fragment is measured once, so that the time is linear in the length of
 * the text even for nested fragments that expand to 2ⁿ fields. A fragment inside itself counts as empty, because
 * another rule refuses it. `@skip` and `@include` are ignored.
 */
function measureOperations(document: DocumentNode): readonly Measure[] {
  const measured = new Map<string, Measure>();
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }

  const measureFragment = (name: string): Measure => {
    const known = measured.get(name);
    const fragment = fragments.get(name);
    if (known || !fragment) return known ?? NOTHING;
    measured.set(name, NOTHING);
    const measure = measureSet(fragment.selectionSet);
    measured.set(name, measure);
    return measure;
  };

  const measureSet = (set: SelectionSetNode): Measure => {
    let { depth, aliases, fields } = NOTHING;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const inside = selection.selectionSet ? measureSet(selection.selectionSet) : NOTHING;
        const isIntrospection = selection.name.value.startsWith("__");
        depth = Math.max(depth, isIntrospection ? 0 : 1 + inside.depth);
        aliases += (selection.alias ? 1 : 0) + inside.aliases;
        fields += 1;
      } else {
        const inside =
          selection.kind === Kind.INLINE_FRAGMENT
            ? measureSet(selection.selectionSet)
            : measureFragment(selection.name.value);
        depth = Math.max(depth, inside.depth);
        aliases += inside.aliases;
        fields += inside.fields;
      }
    }
    return { depth, aliases, fields };
  };

  return operations.map(({ selectionSet }) => measureSet(selectionSet));
}

/**
 * Checks an operation's pages: the size of each page, and the number of items that all pages could have together, where
 * the sizes of nested pages are multiplied. The document must be valid.
 */
export function pageLimitErrors(schema: GraphQLSchema, operation: Operation): readonly GraphQLError[] {
  if (withinLimits.has(operation.definition)) return [];
  const { errors, isFixed } = countPages(schema, operation);
  if (isFixed && errors.length === 0) withinLimits.add(operation.definition);
  return errors;
}

/**
 * Operations that are within the limits for any variables. Their pages are counted once. Errors are not kept, because an
 * error keeps the variables of its request in memory.
 */
const withinLimits = new WeakSet<OperationDefinitionNode>();

type PageCount = {
  readonly errors: readonly GraphQLError[];
  /** False when the errors may differ for other variables. */
  readonly isFixed: boolean;
};

function countPages(schema: GraphQLSchema, operation: Operation): PageCount {
  const errors: GraphQLError[] = [];
  const counted = new Map<string, number>();
  let isFixed = true;

  const countFragment = (name: string): number => {
    const known = counted.get(name);
    if (known !== undefined) return known;
    const fragment = operation.fragments.get(name);
    const type = fragment && schema.getType(fragment.typeCondition.name.value);
    const count = fragment && isCompositeType(type) ? countSet(fragment.selectionSet, type) : 0;
    counted.set(name, count);
    return count;
  };

  const countField = (node: FieldNode, parent: GraphQLCompositeType): number => {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    const type = field && getNamedType(field.type);
    const inside = node.selectionSet && isCompositeType(type) ? countSet(node.selectionSet, type) : 0;
    if (!field?.args.some(({ name }) => name === "first")) return inside;
    if (node.arguments?.some(({ value }) => value.kind === Kind.VARIABLE)) isFixed = false;
    const size = pageSize(field, node, operation);
    if (size > MAX_PAGE_SIZE)
      errors.push(tooLarge(`A page has at most ${MAX_PAGE_SIZE} items; ${size} were requested.`, node));
    return size * Math.max(1, inside);
  };

  const countSet = (set: SelectionSetNode, parent: GraphQLCompositeType): number => {
    let count = 0;
    for (const selection of set.selections) {
      if (selection.directives?.length) isFixed = false;
      if (!isIncluded(selection, operation)) continue;
      if (selection.kind === Kind.FIELD) count += countField(selection, parent);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) count += countFragment(selection.name.value);
      else {
        const type = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : parent;
        if (isCompositeType(type)) count += countSet(selection.selectionSet, type);
      }
    }
    return count;
  };

  const root = schema.getRootType(operation.definition.operation);
  const nodes = root ? countSet(operation.definition.selectionSet, root) : 0;
  if (nodes > MAX_NODES) {
    errors.push(tooLarge(`The pages of this operation could have ${nodes} items together; the limit is ${MAX_NODES}.`));
  }
  return { errors, isFixed };
}

/** The number of items that a page may have. A negative number counts as 0 here, and the operation refuses it. */
function pageSize(field: GraphQLField<unknown, unknown>, node: FieldNode, { variables }: Operation): number {
  const { first, last } = getArgumentValues(field, node, variables);
  const sizes = [first, last].filter((size) => typeof size === "number");
  return sizes.length === 0 ? DEFAULT_PAGE_SIZE : Math.max(0, ...sizes);
}

function tooLarge(message: string, node?: FieldNode): GraphQLError {
  return new GraphQLError(message, node ? { nodes: [node] } : {});
}

/** An operation with its fragments by name and its coerced variables. */
type Operation = {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** The fragments of a document by name. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** False when `@skip` or `@include` excludes the selection. */
function isIncluded(selection: SelectionNode, { variables }: Operation): boolean {
  if (!selection.directives?.length) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false
  );
}

/** Mutations with this argument are idempotent. */
const KEY_ARGUMENT = "idempotencyKey";

/**
 * The idempotency key arguments of the idempotent mutations that an operation runs; null for one without the argument.
 * Fields with the same response name run once, and fields that a directive excludes do not run.
 */
export function keyArguments(schema: GraphQLSchema, operation: Operation): (string | null)[] {
  const type = schema.getMutationType();
  if (!type || operation.definition.operation !== "mutation") return [];
  const running = new Map<string, FieldNode>();
  collect(operation.definition.selectionSet, operation, running, new Set());
  return [...running.values()].flatMap((node) => {
    const field = type.getFields()[node.name.value];
    if (!field?.args.some(({ name }) => name === KEY_ARGUMENT)) return [];
    const key = getArgumentValues(field, node, operation.variables)[KEY_ARGUMENT];
    return [typeof key === "string" ? key : null];
  });
}

function collect(
  set: SelectionSetNode,
  operation: Operation,
  running: Map<string, FieldNode>,
  seen: Set<string>,
): void {
  for (const selection of set.selections) {
    if (!isIncluded(selection, operation)) continue;
    if (selection.kind === Kind.FIELD) {
      const name = (selection.alias ?? selection.name).value;
      running.set(name, selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(selection.selectionSet, operation, running, seen);
    } else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = operation.fragments.get(selection.name.value);
      if (fragment) collect(fragment.selectionSet, operation, running, seen);
    }
  }
}

/** Milliseconds between pings. They must be more frequent than the idle timeouts of proxies (30–60 s). */
export const PING_EVERY_MS = 12_000;
/**
 * When more bytes than this wait to be sent to a socket, its streams pause, and later events stay in the shared feed.
 */
export const FLOWING_BYTES = 64 * 1024;
/** Bytes that may wait to be sent to one socket: enough for a few of the largest responses. */
export const MAX_WAITING_BYTES = 1024 * 1024;
/** Milliseconds in which the client of a new socket must send `connection_init`. */
export const INIT_WITHIN_MS = 5_000;
/** Sockets of this process. At 20 kB each they need 400 MB. */
export const MAX_SOCKETS = 20_000;
/** Half of the limit, so that one team can't use all sockets. */
export const MAX_SOCKETS_OF_TEAM = 10_000;
/** Open subscriptions of this process, over WebSocket and server-sent events. Each needs a few kilobytes of memory. */
export const MAX_STREAMS = 40_000;
/** Half of the limit, so that one team can't use all subscriptions. */
export const MAX_STREAMS_OF_TEAM = 20_000;
/**
 * Subscriptions that start at the same time. A start needs a few reads, and other calls need database connections too.
 */
export const MAX_STARTS = 16;
/** Half of the limit, so that another team's subscription starts at once while many pages of one team reconnect. */
export const MAX_STARTS_OF_TEAM = 8;
/** Operations that run on one socket at a time, including streams. A page that needs more opens another socket. */
export const MAX_OPERATIONS_OF_SOCKET = 100;
/**
 * Milliseconds between two checks of the keys of open connections, so that streams of a revoked key close within 5 s.
 */
export const KEY_CHECK_EVERY_MS = 2_000;
/** Keys that one statement checks, which takes a few milliseconds. */
export const KEYS_OF_CHECK = 1_000;
/** Milliseconds for which a stopping server waits for operations in progress and for closing handshakes. */
export const STOP_WITHIN_MS = 2_000;

/**
 * Checks that the header `Idempotency-Key` belongs to exactly one mutation and agrees with its argument. `args` has the
 * argument of each idempotent mutation that runs. Without such a mutation the header is ignored, as over REST. Throws
 * `CallError` invalid_format.
 */
export function checkHeader({ key, problem }: IdempotencyHeader, args: readonly (string | null)[]): void {
  if (args.length === 0 || (key === null && problem === null)) return;
  if (problem !== null) throw badHeader(`The header Idempotency-Key ${problem}.`);
  if (args.length > 1)
    throw badHeader(
      "The header Idempotency-Key can't serve several mutations: use the argument idempotencyKey of each mutation.",
    );
  if (args[0] !== null && args[0] !== key) throw badHeader("The header Idempotency-Key differs from the argument.");
}

function badHeader(message: string): CallError {
  return new CallError("invalid_format", message, { param: "Idempotency-Key" });
}
