import type { ExecutionResult, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { Kind } from "graphql";

/** Makes the id of an event from the row that a subscription field resolves. */
type EventIdOf = (row: never) => string;

/** The `extensions` of a subscription field whose events have an id, the position to resume after. */
export function eventIds<Row>(idOf: (row: Row) => string): { readonly eventId: (row: Row) => string } {
  return { eventId: idOf };
}

/** How the events of a subscription get their ids; null when they have none. */
export function eventIdOfField(schema: GraphQLSchema, operation: OperationDefinitionNode): EventIdOf | null {
  const [selection] = operation.selectionSet.selections;
  if (selection?.kind !== Kind.FIELD) return null;
  const field = schema.getSubscriptionType()?.getFields()[selection.name.value];
  const idOf = field?.extensions.eventId;
  return typeof idOf === "function" ? (idOf as EventIdOf) : null;
}

/** The ids of results, beside them: a client gets the id whatever it has selected. */
const ids = new WeakMap<ExecutionResult, () => string>();

export function setEventId(result: ExecutionResult, id: (() => string) | undefined): void {
  if (id) ids.set(result, id);
}

/** Gives a result that was made from another the same id. */
export function copyEventId(from: ExecutionResult, to: ExecutionResult): void {
  if (from !== to) setEventId(to, ids.get(from));
}

/** The id of an event; undefined when it has none. */
export function eventIdOf(result: ExecutionResult): string | undefined {
  return ids.get(result)?.();
}
