import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "../../operations/pages.ts";
import { isIncluded, type Operation } from "./operation.ts";

/**
 * What one document may ask for, before anything runs (docs/contract.md "Document limits"). Bodies are bounded to 256
 * KiB on HTTP and WebSocket alike; the size of a page is the lists' own.
 */
export const MAX_BODY_BYTES = 256 * 1024;
/** Bounds parsing, and with it everything that walks a document. */
export const MAX_TOKENS = 2_000;
/** Lists and objects inside each other. A list of 2,000 lists would overflow the stack of the parser, which is recursive. */
export const MAX_VALUE_NESTING = 64;
/** Fields inside fields, introspection not counted: its own standard query is deeper. */
export const MAX_DEPTH = 12;
/** Counted where they take effect: a fragment that is spread twice counts twice. */
export const MAX_ALIASES = 30;
export const MAX_ROOT_FIELDS = 20;
/** Items that the pages of an operation could hold together. */
export const MAX_NODES = 10_000;

/**
 * True when lists or objects are nested too deeply in the text of a document. It reads the text without recursion, before
 * the parser does: brackets outside strings and comments count, braces only inside parentheses, where they are objects.
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

/** Block strings, strings and comments, each as one match, and brackets. */
const BRACKETS = /"""(?:\\"""|(?!""")[\s\S])*(?:"""|$)|"(?:\\.|[^"\\\n\r])*"?|#[^\n\r]*|[()[\]{}]/g;

/** What is too large about a document, whatever its variables are. Every operation counts, also those not asked for. */
export function documentLimitErrors(document: DocumentNode): GraphQLError[] {
  return measureOperations(document).flatMap(({ depth, aliases, fields }) => [
    ...tooMany("is nested", depth, MAX_DEPTH, "levels deep"),
    ...tooMany("has", aliases, MAX_ALIASES, "aliases"),
    ...tooMany("has", fields, MAX_ROOT_FIELDS, "root fields"),
  ]);
}

function tooMany(verb: string, count: number, most: number, unit: string): GraphQLError[] {
  return count > most ? [new GraphQLError(`The operation ${verb} ${count} ${unit}; at most ${most} are allowed.`)] : [];
}

/** The size of a selection set with its fragments unfolded. */
type Measure = {
  /** Fields inside fields, without introspection. */
  readonly depth: number;
  readonly aliases: number;
  /** Fields of the set itself, not of what is inside them. */
  readonly fields: number;
};

const NOTHING: Measure = { depth: 0, aliases: 0, fields: 0 };

/**
 * Measures each operation of a document. Each fragment is measured once and remembered, so that fragments of fragments,
 * which unfold to 2ⁿ fields, take time in the length of the text; a fragment inside itself counts as nothing (another
 * rule refuses it). `@skip` and `@include` change nothing: what could be asked for counts.
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
 * What is too large about an operation's pages: one of them, or the items all of them could hold together, pages inside
 * pages multiplied. Only for valid documents.
 */
export function pageLimitErrors(schema: GraphQLSchema, operation: Operation): GraphQLError[] {
  const errors: GraphQLError[] = [];
  const counted = new Map<string, number>();

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
    const size = pageSize(field, node, operation);
    if (size > MAX_PAGE_SIZE) errors.push(tooLarge(`A page holds at most ${MAX_PAGE_SIZE} items, not ${size}.`, node));
    return size * Math.max(1, inside);
  };

  const countSet = (set: SelectionSetNode, parent: GraphQLCompositeType): number => {
    let count = 0;
    for (const selection of set.selections) {
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
    errors.push(tooLarge(`The pages could hold ${nodes} items together; at most ${MAX_NODES} are allowed.`));
  }
  return errors;
}

/** Items asked for at most; nonsense such as a negative number is the operation's to refuse. */
function pageSize(field: GraphQLField<unknown, unknown>, node: FieldNode, { variables }: Operation): number {
  const { first, last } = getArgumentValues(field, node, variables);
  const sizes = [first, last].filter((size) => typeof size === "number");
  return sizes.length === 0 ? DEFAULT_PAGE_SIZE : Math.max(0, ...sizes);
}

function tooLarge(message: string, node?: FieldNode): GraphQLError {
  return new GraphQLError(message, node ? { nodes: [node] } : {});
}
