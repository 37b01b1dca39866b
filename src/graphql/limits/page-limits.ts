import {
  type FieldNode,
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
  type SelectionSetNode,
} from "graphql";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "../../operations/connection.ts";
import { MAX_NODES } from "./limits.ts";
import { isIncluded, type Operation } from "./operation.ts";

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
