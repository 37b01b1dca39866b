import {
  type DocumentNode,
  defaultFieldResolver,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
  typeFromAST,
} from "graphql";

/** The steps of a query, computed once for its document instead of for each object of each response. */
export type QueryPlan = {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly root: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /**
   * How many field selections of the document the plan has. One in a fragment counts each time the fragment is planned.
   */
  readonly size: number;
};

/** One field of one object type: its name in the response, its resolver, and how its value is completed. */
export type FieldPlan = {
  readonly key: string;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  /** All places of the document that select the field, for the locations of errors. */
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly hasArguments: boolean;
  /** Null when the field is a property of the parent and not a function. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | null;
  /** The value of `__typename`. */
  readonly constant: string | null;
  readonly type: GraphQLOutputType;
  readonly value: ValuePlan;
};

/** How a value of a type is completed. */
export type ValuePlan =
  | { readonly kind: "leaf"; readonly nonNull: boolean; readonly type: GraphQLLeafType }
  | { readonly kind: "list"; readonly nonNull: boolean; readonly item: ValuePlan; readonly renderer: Renderer }
  | {
      readonly kind: "object";
      readonly nonNull: boolean;
      readonly type: GraphQLObjectType;
      readonly fields: readonly FieldPlan[];
      /** What the values depend on besides the object, which never changes; null when any field depends on more. */
      readonly stamp: Stamp | null;
      readonly renderer: Renderer;
    };

/** The key of the renderings of one value plan. It is an empty object, so that kept renderings do not keep the plan in memory. */
type Renderer = Readonly<Record<string, never>>;

/** Returns a value for a request. While it is the same, fixed fields of an object have the same values. */
export type Stamp = (context: never) => unknown;

/**
 * The extension of an object type with fixed fields: they depend on nothing but the parent object and the stamp, they
 * return no promises, and the parent object never changes. Their values may be kept (rendered-json.ts).
 */
export type FixedFields<Context> = {
  readonly names: readonly string[];
  readonly stamp: (context: Context) => unknown;
};

/** Thrown during planning for a document that only graphql-js can execute. */
class NotPlannable extends Error {}

/**
 * Limits the time of planning and the size of a plan. Without fragments, the document limits allow far fewer fields. A
 * fragment is planned each time it is used.
 */
const MAX_SIZE = 2_000;

/** Makes the plan of a query; null for an operation that graphql-js must execute. */
export function planQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): QueryPlan | null {
  const root = schema.getQueryType();
  if (!root || operation.operation !== "query" || hasDirectives(operation)) return null;
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  try {
    const planner = new Planner(schema, fragments);
    const fields = planner.fields(root, [operation.selectionSet]);
    return { operation, fragments, root, fields, size: planner.size };
  } catch (error) {
    if (error instanceof NotPlannable) return null;
    throw error;
  }
}

const hasDirectives = ({ directives }: { readonly directives?: readonly unknown[] | undefined }) =>
  directives !== undefined && directives.length > 0;

function stampOf(type: GraphQLObjectType, fields: readonly FieldPlan[]): Stamp | null {
  const fixed = type.extensions.fixed as FixedFields<never> | undefined;
  return fixed && fields.every((field) => isFixed(field, fixed)) ? fixed.stamp : null;
}

function isFixed({ constant, hasArguments, definition, value }: FieldPlan, { names }: FixedFields<never>): boolean {
  if (constant !== null) return true;
  const inner = value.kind === "list" ? value.item : value;
  return !hasArguments && names.includes(definition.name) && (inner.kind !== "object" || inner.stamp !== null);
}

class Planner {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  size = 0;

  constructor(schema: GraphQLSchema, fragments: Readonly<Record<string, FragmentDefinitionNode>>) {
    this.#schema = schema;
    this.#fragments = fragments;
  }

  fields(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): readonly FieldPlan[] {
    const byKey = new Map<string, [FieldNode, ...FieldNode[]]>();
    const visited = new Set<string>();
    for (const set of sets) this.#collect(type, set, byKey, visited);
    return [...byKey].map(([key, nodes]) => this.#field(type, key, nodes));
  }

  /** Follows `CollectFields` of the specification. `@skip` and `@include` depend on variables and are not planned. */
  #collect(
    type: GraphQLObjectType,
    set: SelectionSetNode,
    byKey: Map<string, [FieldNode, ...FieldNode[]]>,
    visited: Set<string>,
  ): void {
    for (const selection of set.selections) {
      if (hasDirectives(selection)) throw new NotPlannable();
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const nodes = byKey.get(key);
        if (nodes) nodes.push(selection);
        else byKey.set(key, [selection]);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? this.#spread(selection.name.value, visited) : selection;
      if (fragment && this.#applies(fragment, type)) this.#collect(type, fragment.selectionSet, byKey, visited);
    }
  }

  /** Returns the fragment once for each object; undefined when the object already has it. */
  #spread(name: string, visited: Set<string>): FragmentDefinitionNode | undefined {
    if (visited.has(name)) return undefined;
    visited.add(name);
    const fragment = this.#fragments[name];
    if (!fragment || hasDirectives(fragment)) throw new NotPlannable();
    return fragment;
  }

  #applies(
    { typeCondition }: { readonly typeCondition?: NamedTypeNode | undefined },
    type: GraphQLObjectType,
  ): boolean {
    if (!typeCondition) return true;
    const condition = typeFromAST(this.#schema, typeCondition);
    return condition === type || (isAbstractType(condition) && this.#schema.isSubType(condition, type));
  }

  #field(parentType: GraphQLObjectType, key: string, nodes: readonly [FieldNode, ...FieldNode[]]): FieldPlan {
    this.size += nodes.length;
    if (this.size > MAX_SIZE) throw new NotPlannable();
    const name = nodes[0].name.value;
    // An ordinary assignment to this name would set the prototype.
    if (key === "__proto__" || name === "__schema" || name === "__type") throw new NotPlannable();
    const definition = name === "__typename" ? TypeNameMetaFieldDef : parentType.getFields()[name];
    if (!definition) throw new NotPlannable();
    const { resolve = defaultFieldResolver, type, args } = definition;
    return {
      key,
      parentType,
      definition,
      nodes,
      hasArguments: args.length > 0,
      resolve: resolve === defaultFieldResolver ? null : resolve,
      constant: name === "__typename" ? parentType.name : null,
      type,
      value: this.#value(type, nodes),
    };
  }

  #value(type: GraphQLOutputType, nodes: readonly FieldNode[], nonNull = false): ValuePlan {
    if (isNonNullType(type)) return this.#value(type.ofType as GraphQLOutputType, nodes, true);
    if (isListType(type)) return { kind: "list", nonNull, item: this.#value(type.ofType, nodes), renderer: {} };
    if (isLeafType(type)) return { kind: "leaf", nonNull, type };
    // Abstract types are resolved at run time.
    if (!isObjectType(type) || type.isTypeOf) throw new NotPlannable();
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const fields = this.fields(type, sets);
    return { kind: "object", nonNull, type, fields, stamp: stampOf(type, fields), renderer: {} };
  }
}
