import { type EventStatus, STATUS_EDGES } from "../../src/domain/character.ts";

/** True when the state machine has this edge, or the status stays and the character is alive. */
export function isLegalEdge(from: EventStatus | null, to: EventStatus): boolean {
  if (from === to) return from !== "deleted";
  return STATUS_EDGES.some(([a, b]) => a === from && b === to);
}
