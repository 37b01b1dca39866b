import { expect, test } from "vitest";
import {
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
