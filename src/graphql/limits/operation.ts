import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** An operation as it will run: its fragments by name, its variables coerced. */
export type Operation = {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
};

export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** False for what `@skip` or `@include` leaves out of this run. */
export function isIncluded(selection: SelectionNode, { variables }: Operation): boolean {
  if (!selection.directives?.length) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false
  );
}

/** The argument by which a keyed mutation field is known. */
export const KEY_ARGUMENT = "idempotencyKey";

/**
 * The key arguments (null = none given) of the keyed mutation fields that an operation runs: fields of one response
 * name run once, what a directive leaves out does not run.
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
      if (!running.has(name)) running.set(name, selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(selection.selectionSet, operation, running, seen);
    } else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = operation.fragments.get(selection.name.value);
      if (fragment) collect(fragment.selectionSet, operation, running, seen);
    }
  }
}
