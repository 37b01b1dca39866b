import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/** The size of a selection set with its fragments unfolded. */
export type Measure = {
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
export function measureOperations(document: DocumentNode): readonly Measure[] {
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
