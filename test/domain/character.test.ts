import { describe, expect, test } from "vitest";
import {
  CHARACTER_STATUSES,
  ELIGIBLE_STATUSES,
  EVENT_STATUSES,
  type EventStatus,
  STATUS_EDGES,
} from "../../src/domain/character.ts";
import { isLegalEdge } from "../helpers/legal-edge.ts";

/** The diagram of docs/contract.md "Status changes": which status can follow which. */
const DIAGRAM: readonly (readonly [EventStatus | null, readonly EventStatus[]])[] = [
  [null, ["synthesizing", "ready"]],
  ["synthesizing", ["reviewing", "ready", "failed", "deleted"]],
  ["reviewing", ["synthesizing", "ready", "deleted"]],
  ["ready", ["synthesizing", "deleted"]],
  ["failed", ["synthesizing", "reviewing", "deleted"]],
  ["deleted", []],
];

describe("the state machine", () => {
  test.each(DIAGRAM)("from %s has exactly the contract's edges", (from, targets) => {
    const legal = EVENT_STATUSES.filter((to) => to !== from && isLegalEdge(from, to));
    expect(legal.toSorted()).toEqual([...targets].sort());
    expect(STATUS_EDGES.filter(([a]) => a === from).map(([, b]) => b)).toHaveLength(targets.length);
  });

  test("lets a character change without a change of status, unless it is deleted", () => {
    expect(CHARACTER_STATUSES.every((status) => isLegalEdge(status, status))).toBe(true);
    expect(isLegalEdge("deleted", "deleted")).toBe(false);
  });

  test("has four statuses, and deleted in events alone", () => {
    expect(CHARACTER_STATUSES).toEqual(["synthesizing", "reviewing", "ready", "failed"]);
    expect(EVENT_STATUSES).toEqual(["synthesizing", "reviewing", "ready", "failed", "deleted"]);
  });

  test("lists the statuses in which each action is allowed", () => {
    const idle = ["reviewing", "ready", "failed"];
    expect(ELIGIBLE_STATUSES).toEqual({
      resynthesize: idle,
      regenerate_ref: idle,
      save: ["reviewing", "ready"],
      restore_ref_set: idle,
      cancel: ["synthesizing"],
      update: ["synthesizing", ...idle],
      delete: ["synthesizing", ...idle],
    });
  });
});
