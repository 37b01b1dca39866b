import { describe, expect, test } from "vitest";
import { linearize, type Operation } from "./linearize.ts";

/** A register: a write returns nothing, a read returns the value. */
type Register = { value: number };
const write = (value: number, sentAt: number, answeredAt: number): Operation<Register> => ({
  name: `write ${value}`,
  sentAt,
  answeredAt,
  apply: (state) => {
    state.value = value;
    return true;
  },
});
const read = (value: number, sentAt: number, answeredAt: number): Operation<Register> => ({
  name: `read ${value}`,
  sentAt,
  answeredAt,
  apply: (state) => state.value === value,
});
const never = Number.POSITIVE_INFINITY;
const orderOf = (operations: readonly Operation<Register>[], end?: number) =>
  linearize({ value: 0 }, operations, ({ value }) => end === undefined || value === end)?.order ?? null;

describe("a history of calls", () => {
  test("may have parallel calls in any order that explains the answers", () => {
    expect(orderOf([write(1, 0, 10), read(0, 1, 9), read(1, 2, 8)])).toEqual(["read 0", "write 1", "read 1"]);
  });

  test("has no valid order when a later call does not see an earlier one", () => {
    expect(orderOf([write(1, 0, 1), read(0, 2, 3)])).toBeNull();
    expect(orderOf([write(1, 0, 5), read(1, 1, 2), read(0, 3, 4)])).toBeNull();
  });

  test("must end in the final state", () => {
    expect(orderOf([write(1, 0, 5), write(2, 0, 5)], 1)).toEqual(["write 2", "write 1"]);
    expect(orderOf([write(1, 0, 1), write(2, 2, 3)], 1)).toBeNull();
  });

  test("may include or omit a call without an answer, but not before it was sent", () => {
    expect(orderOf([write(1, 0, never), read(1, 1, 2)])).toEqual(["write 1", "read 1"]);
    expect(orderOf([write(1, 0, never), read(0, 1, 2)], 0)).toEqual(["read 0"]);
    expect(orderOf([read(1, 0, 1), write(1, 2, never)])).toBeNull();
  });
});
