import { type EventStatus, STATUS_EDGES } from "../../src/domain/character.ts";

/** True when the state machine has this edge, or when the status of a character that is not deleted stays. */
export function isLegalEdge(from: EventStatus | null, to: EventStatus): boolean {
  if (from === to) return from !== "deleted";
  return STATUS_EDGES.some(([a, b]) => a === from && b === to);
}
