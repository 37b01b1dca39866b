import { describe, expect, test } from "vitest";
import { type Sink, SLOW_AFTER_MS, SlowConsumerError } from "../../src/domain/stream.ts";
import { MAX_BUFFERED_ROWS, Subscriber } from "../../src/events/subscriber.ts";

const MAX_BUFFERED_BYTES = 2 * 1024 * 1024;

type Row = { readonly at: number };
const row = (at: number): Row => ({ at });
const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => row(from + index));
const source = { positionOf: ({ at }: Row) => at, follows: ({ at }: Row, last: number) => at === last + 1 };
const FULL = rows(1, MAX_BUFFERED_ROWS + 1);

const clocked = (sink: Sink<Row> | null = null) => {
  let now = 0;
  const subscriber = new Subscriber<Row>(source, 0, sink, () => now);
  return {
    subscriber,
    pass: (ms: number) => {
      now += ms;
    },
  };
};

test("returns buffered rows in order and once", async () => {
  const { subscriber } = clocked();
  subscriber.push(rows(1, 2), 2);
  subscriber.push(rows(1, 3), 1);
  for (const at of [1, 2, 3]) {
    expect(await subscriber.pull()).toEqual(row(at));
    expect(subscriber.last).toBe(at);
  }
  const later = subscriber.pull();
  subscriber.push(rows(3, 4), 1);
  expect(await later).toEqual(row(4));
});

test("reports a missing row before the next row, and starts with an empty buffer", async () => {
  const { subscriber } = clocked();
  subscriber.push([row(1), row(3)], 2);
  expect(await subscriber.pull()).toEqual(row(1));
  expect(await subscriber.pull()).toBe("gap");
  subscriber.last = 3;
  subscriber.push([row(4)], 1);
  expect(await subscriber.pull()).toEqual(row(4));
});

test.each([
  ["rows", rows(1, MAX_BUFFERED_ROWS), 1],
  ["bytes", [row(1)], MAX_BUFFERED_BYTES],
] as const)(
  "drops %s that do not fit, reports it once, and starts with an empty buffer",
  async (_what, fitting, bytes) => {
    const { subscriber } = clocked();
    subscriber.push(fitting, bytes);
    subscriber.push([row(2)], 1);
    subscriber.push([row(3)], 1);
    expect(await subscriber.pull()).toBe("full");
    subscriber.last = 7;
    subscriber.push([row(8)], 1);
    expect(await subscriber.pull()).toEqual(row(8));
  },
);

test("frees the space of rows that were read", async () => {
  const { subscriber } = clocked();
  for (const at of [1, 2, 3]) {
    subscriber.push([row(at)], MAX_BUFFERED_BYTES);
    expect(await subscriber.pull()).toEqual(row(at));
  }
});

test("fails for a reader that leaves a full buffer unread for too long, but not for one that waited for rows", async () => {
  const { subscriber, pass } = clocked();
  const waiting = subscriber.pull();
  pass(SLOW_AFTER_MS * 10);
  subscriber.push(FULL, 1);
  expect(await waiting).toBe("full");
  pass(SLOW_AFTER_MS + 1);
  subscriber.push(FULL, 1);
  await expect(subscriber.pull()).rejects.toThrow(SlowConsumerError);
});

test("returns the buffered rows after a stop, then the end, whether it waits for rows or for time", async () => {
  const { subscriber } = clocked();
  const waiting = subscriber.pull();
  subscriber.stop();
  expect(await waiting).toBe("stopped");
  await subscriber.pause(60_000);
  const other = clocked().subscriber;
  const paused = other.pause(60_000);
  other.push([row(1)], 1);
  other.stop();
  await paused;
  expect(await other.pull()).toEqual(row(1));
  expect(await other.pull()).toBe("stopped");
});

test("ends a pause when its time is over", async () => {
  await clocked().subscriber.pause(1);
});

describe("a sink", () => {
  const withSink = (sink: (at: number) => ReturnType<Sink<Row>>) => {
    const given: number[] = [];
    const clock = clocked(({ at }) => {
      const taken = sink(at);
      if (taken !== false) given.push(at);
      return taken;
    });
    return { ...clock, given };
  };
  const breathe = () => new Promise((resolve) => setImmediate(resolve));

  test("receives buffered and new rows while the reader waits", async () => {
    const { subscriber, given } = withSink(() => undefined);
    subscriber.push(rows(1, 1), 1);
    expect(given).toEqual([]);
    const waiting = subscriber.pull();
    expect(given).toEqual([1]);
    subscriber.push(rows(1, 2), 2);
    subscriber.push(rows(3, 3), 1);
    expect([given, subscriber.last]).toEqual([[1, 2, 3], 3]);
    subscriber.stop();
    expect(await waiting).toBe("stopped");
  });

  test("receives the next row only after it has accepted the one before", async () => {
    const taking: PromiseWithResolvers<void>[] = [];
    const { subscriber, given } = withSink(() => {
      taking.push(Promise.withResolvers());
      return taking.at(-1)?.promise;
    });
    void subscriber.pull();
    subscriber.push(rows(1, 2), 2);
    subscriber.push(rows(3, 3), 1);
    for (const expected of [[1], [1, 2], [1, 2, 3]]) {
      expect(given).toEqual(expected);
      taking.shift()?.resolve();
      await breathe();
    }
  });

  test("leaves a refused row to the reader, and receives the next one when the reader waits again", async () => {
    const { subscriber, given } = withSink((at) => (at === 2 ? false : undefined));
    const waiting = subscriber.pull();
    subscriber.push(rows(1, 3), 3);
    expect([await waiting, given, subscriber.last]).toEqual([row(2), [1], 2]);
    void subscriber.pull();
    expect([given, subscriber.last]).toEqual([[1, 3], 3]);
  });

  test("receives no row after a gap", async () => {
    const { subscriber, given } = withSink(() => undefined);
    const waiting = subscriber.pull();
    subscriber.push([row(1), row(3)], 2);
    expect([await waiting, given, subscriber.last]).toEqual(["gap", [1], 1]);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("broken");
      },
    ],
    ["rejects", () => Promise.reject(new Error("broken"))],
  ])("fails the reader when it %s", async (_how, sink) => {
    const { subscriber } = withSink(sink);
    const waiting = subscriber.pull();
    subscriber.push(rows(1, 2), 2);
    await expect(waiting).rejects.toThrow("broken");
  });

  test("delays the reader while it accepts a row, but not the reader's end", async () => {
    const taking = Promise.withResolvers<void>();
    const { subscriber, given } = withSink((at) => (at === 1 ? taking.promise : false));
    const results: unknown[] = [];
    const waiting = subscriber.pull().then((pulled) => results.push(pulled));
    subscriber.push(rows(1, 2), 2);
    await breathe();
    expect(results).toEqual([]);
    taking.resolve();
    await waiting;
    expect([given, results]).toEqual([[1], [row(2)]]);

    const other = withSink(() => new Promise<void>(() => {})).subscriber;
    const left = other.pull();
    other.push(rows(1, 2), 2);
    other.stop();
    expect(await left).toBe("stopped");
  });

  test("makes the reader report a full buffer when it was slow, and fail when it was too slow", async () => {
    const taking = Promise.withResolvers<void>();
    const { subscriber, pass } = withSink(() => taking.promise);
    const waiting = subscriber.pull();
    pass(SLOW_AFTER_MS * 10);
    subscriber.push(rows(1, 1), 1);
    pass(SLOW_AFTER_MS);
    subscriber.push(FULL, 1);
    taking.resolve();
    expect([await waiting, subscriber.last]).toEqual(["full", 1]);

    const stuck = Promise.withResolvers<void>();
    const late = withSink(() => stuck.promise);
    const failing = late.subscriber.pull();
    late.subscriber.push(rows(1, 1), 1);
    late.pass(SLOW_AFTER_MS + 1);
    late.subscriber.push(FULL, 1);
    stuck.resolve();
    await expect(failing).rejects.toThrow(SlowConsumerError);
  });

  test("ends the reader when it stops the subscriber while it receives a row", async () => {
    const { subscriber } = withSink(() => {
      subscriber.stop();
      return undefined;
    });
    const waiting = subscriber.pull();
    subscriber.push(rows(1, 2), 2);
    expect(await waiting).toEqual(row(2));
    expect(await subscriber.pull()).toBe("stopped");
  });
});
