import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from "graphql";

/** The argument of subscription fields that says where a stream starts. Nothing that an event shows depends on it. */
const START_ARGUMENT = "after";

/**
 * The variable that does nothing but give a subscription its start; null when there is none, when it is used elsewhere
 * too, or when it can't be left out. Without it, who came back with his last version shares with who never left.
 */
export function startVariable(document: DocumentNode, operation: OperationDefinitionNode): string | null {
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
