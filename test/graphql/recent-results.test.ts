import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRecentResults } from "../../src/graphql/shared-execution.ts";

const MS = 500;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("returns a result for the same object and key, for its time and at most twice as long", () => {
  const recent = createRecentResults<string>(MS);
  const [a, b] = [{}, {}];
  recent.set(a, "k", "first");
  recent.set(a, "l", "second");
  expect([recent.get(a, "k"), recent.get(a, "l"), recent.get(a, "m"), recent.get(b, "k")]).toEqual([
    "first",
    "second",
    undefined,
    undefined,
  ]);
  vi.advanceTimersByTime(MS - 1);
  recent.set(b, "k", "third");
  vi.advanceTimersByTime(MS);
  expect([recent.get(a, "k"), recent.get(b, "k")]).toEqual(["first", "third"]);
  vi.advanceTimersByTime(1);
  expect([recent.get(a, "k"), recent.get(b, "k")]).toEqual([undefined, undefined]);
});

test("runs no timer while it is empty", () => {
  const recent = createRecentResults<string>(MS);
  expect(vi.getTimerCount()).toBe(0);
  for (let i = 0; i < 3; i++) recent.set({}, "k", "x");
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(2 * MS);
  expect(vi.getTimerCount()).toBe(0);
  recent.set({}, "k", "x");
  expect(vi.getTimerCount()).toBe(1);
});
