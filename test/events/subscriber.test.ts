import { describe, expect, test } from "vitest";
import {
  type Hand,
  MAX_BUFFERED_BYTES,
  MAX_BUFFERED_ROWS,
  SLOW_AFTER_MS,
  SlowConsumer,
  Subscriber,
} from "../../src/events/subscriber.ts";

const rows = (count: number) => Array.from({ length: count }, (_, index) => index);
/** Rows are their own positions. */
const numbers = { positionOf: (row: number) => row, follows: (row: number, last: number) => row === last + 1 };
const clocked = () => {
  let now = 0;
  const subscriber = new Subscriber<number>(numbers, 0, () => now);
  return {
    subscriber,
    pass: (ms: number) => {
      now += ms;
    },
  };
};

test("rows wait in order until they are pulled", async () => {
  const { subscriber } = clocked();
  subscriber.push([1, 2], 2);
  subscriber.push([3], 1);
  expect(await subscriber.pull()).toEqual([1, 2, 3]);
  const later = subscriber.pull();
  subscriber.push([4], 1);
  expect(await later).toEqual([4]);
});

test.each([
  ["rows", rows(MAX_BUFFERED_ROWS), 1],
  ["bytes", [1], MAX_BUFFERED_BYTES],
] as const)("too many %s are not kept: he is told once, then the buffer begins anew", async (_what, fitting, bytes) => {
  const { subscriber } = clocked();
  subscriber.push(fitting, bytes);
  subscriber.push([1], 1);
  subscriber.push([7], 1);
  expect(await subscriber.pull()).toBe("full");
  subscriber.push([8], 1);
  expect(await subscriber.pull()).toEqual([8]);
});

test("a reader who left a full buffer alone for long is given up; one who waited for news is not", async () => {
  const { subscriber, pass } = clocked();
  const waiting = subscriber.pull();
  pass(SLOW_AFTER_MS * 10);
  subscriber.push(rows(MAX_BUFFERED_ROWS + 1), 1);
  expect(await waiting).toBe("full");
  pass(SLOW_AFTER_MS + 1);
  subscriber.push(rows(MAX_BUFFERED_ROWS + 1), 1);
  await expect(subscriber.pull()).rejects.toThrow(SlowConsumer);
});

test("stopped, it hands out what waits and then says so, whether it waits for rows or for time", async () => {
  const { subscriber } = clocked();
  const waiting = subscriber.pull();
  subscriber.stop();
  expect(await waiting).toBe("stopped");
  await subscriber.pause(60_000);
  const other = clocked().subscriber;
  const paused = other.pause(60_000);
  other.push([1], 1);
  other.stop();
  await paused;
  expect(await other.pull()).toEqual([1]);
  expect(await other.pull()).toBe("stopped");
});

describe("a hand", () => {
  const handed = (hand: Hand<number>) => {
    const clock = clocked();
    const given: number[] = [];
    clock.subscriber.hand = (row) => {
      const taken = hand(row);
      if (taken !== false) given.push(row);
      return taken;
    };
    return { ...clock, given };
  };
  const breathe = () => new Promise((resolve) => setImmediate(resolve));

  test("is given what comes while the reader waits, and he waits on", async () => {
    const { subscriber, given } = handed(() => undefined);
    subscriber.push([1], 1);
    expect(given).toEqual([]);
    expect(await subscriber.pull()).toEqual([1]);
    subscriber.last = 1;
    const waiting = subscriber.pull();
    subscriber.push([1, 2], 2);
    subscriber.push([3], 1);
    expect([given, subscriber.last]).toEqual([[2, 3], 3]);
    subscriber.stop();
    expect(await waiting).toBe("stopped");
  });

  test("is given the next row only when it has taken the one before", async () => {
    const taking: PromiseWithResolvers<void>[] = [];
    const { subscriber, given } = handed(() => {
      taking.push(Promise.withResolvers());
      return taking.at(-1)?.promise;
    });
    void subscriber.pull();
    subscriber.push([1, 2], 2);
    subscriber.push([3], 1);
    for (const expected of [[1], [1, 2], [1, 2, 3]]) {
      expect(given).toEqual(expected);
      taking.shift()?.resolve();
      await breathe();
    }
  });

  test("that refuses a row leaves it and what follows to the reader", async () => {
    const { subscriber, given } = handed((row) => (row === 2 ? false : undefined));
    const waiting = subscriber.pull();
    subscriber.push([1, 2, 3], 3);
    expect([await waiting, given, subscriber.last]).toEqual([[2, 3], [1], 1]);
  });

  test("is not given a row after a gap", async () => {
    const { subscriber, given } = handed(() => undefined);
    const waiting = subscriber.pull();
    subscriber.push([1, 3], 2);
    expect([await waiting, given, subscriber.last]).toEqual([[3], [1], 1]);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("broken");
      },
    ],
    ["rejects", () => Promise.reject(new Error("broken"))],
  ])("that %s fails the reader", async (_how, hand) => {
    const { subscriber } = handed(hand);
    const waiting = subscriber.pull();
    subscriber.push([1, 2], 2);
    await expect(waiting).rejects.toThrow("broken");
  });

  test("that still has a row holds back what the reader would pull, but not his end", async () => {
    const taking = Promise.withResolvers<void>();
    const { subscriber, given } = handed((row) => (row === 1 ? taking.promise : false));
    const told: unknown[] = [];
    const waiting = subscriber.pull().then((pulled) => told.push(pulled));
    subscriber.push([1, 2], 2);
    await breathe();
    expect(told).toEqual([]);
    taking.resolve();
    await waiting;
    expect([given, told]).toEqual([[1], [[2]]]);

    const other = handed(() => new Promise<void>(() => {})).subscriber;
    const left = other.pull();
    other.push([1, 2], 2);
    other.stop();
    expect(await left).toBe("stopped");
  });

  test("that takes too long for a full buffer is told so afterwards, and given up when it is very long", async () => {
    const taking = Promise.withResolvers<void>();
    const { subscriber, pass } = handed(() => taking.promise);
    const waiting = subscriber.pull();
    pass(SLOW_AFTER_MS * 10);
    subscriber.push([1], 1);
    pass(SLOW_AFTER_MS);
    subscriber.push(rows(MAX_BUFFERED_ROWS + 1), 1);
    taking.resolve();
    expect([await waiting, subscriber.last]).toEqual(["full", 1]);

    const stuck = Promise.withResolvers<void>();
    const late = handed(() => stuck.promise);
    const failing = late.subscriber.pull();
    late.subscriber.push([1], 1);
    late.pass(SLOW_AFTER_MS + 1);
    late.subscriber.push(rows(MAX_BUFFERED_ROWS + 1), 1);
    stuck.resolve();
    await expect(failing).rejects.toThrow(SlowConsumer);
  });
});
