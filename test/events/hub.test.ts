import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CallError } from "../../src/domain/errors.ts";
import type { Sink } from "../../src/domain/stream.ts";
import { HistoryTruncatedError } from "../../src/events/source.ts";
import { MAX_BUFFERED_ROWS } from "../../src/events/subscriber.ts";
import { createTable, drain, type Row, type Table } from "./table.ts";

const forever = () => new AbortController().signal;
const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + 1 + index);
const watch = (table: Table, from: number, signal = forever()) =>
  drain(table.hub.watch({ id: "a", teamId: "t" }, from, signal));
const poll = async (table: Table) => {
  const polled = table.look();
  await table.answerAll();
  await polled;
};

describe("a late subscriber", () => {
  test("reads the rows that live subscribers received meanwhile, without waiting for the next row", async () => {
    const table = createTable();
    table.append("a", 3);
    const stream = table.hub.watch({ id: "a", teamId: "t" }, 0, forever());
    // The subscriber is in the middle of its page when the table grows and another subscriber joins at its end.
    const first = stream.next();
    await table.answerAll();
    await first;
    table.append("a", 2);
    const other = watch(table, 5);
    await table.answerAll();
    const late = drain(stream);
    await table.answerAll();
    expect(late.seen).toEqual([2, 3, 4, 5]);
    expect(other.seen).toEqual([]);
    table.append("a");
    await poll(table);
    expect([late.seen.at(-1), other.seen]).toEqual([6, [6]]);
  });

  test("receives what was committed between its last page and the moment when it becomes live", async () => {
    const table = createTable();
    table.append("a", 2);
    const late = watch(table, 0);
    // Its page is read but not answered yet.
    await new Promise((resolve) => setImmediate(resolve));
    table.append("a", 1);
    await poll(table);
    await poll(table);
    expect(late.seen).toEqual([1, 2, 3]);
  });

  test("gets HistoryTruncatedError for deleted rows, at the beginning, in the middle, and when only others received them", async () => {
    const table = createTable();
    table.append("a", 9);
    table.prune("a", 4);
    const beginning = watch(table, 2);
    await table.answerAll();
    await expect(beginning.ended).rejects.toThrow(HistoryTruncatedError);

    table.append("a", 400);
    const stream = table.hub.watch({ id: "a", teamId: "t" }, 4, forever());
    const first = stream.next();
    await table.answerAll();
    expect((await first).value).toMatchObject({ position: 5 });
    table.prune("a", 300);
    const middle = drain(stream);
    await table.answerAll();
    await expect(middle.ended).rejects.toThrow(HistoryTruncatedError);

    watch(table, 409);
    await table.answerAll();
    table.prune("a", 409);
    const gone = watch(table, 400);
    await table.answerAll();
    await expect(gone.ended).rejects.toThrow(HistoryTruncatedError);
  });

  test("waits while the database is unavailable, and ends with any other error", async () => {
    const table = createTable();
    table.append("a", 2);
    table.failNext(new CallError("service_unavailable", "away"));
    const late = watch(table, 0);
    await table.answerAll();
    while (late.seen.length < 2) await table.answerAll();
    table.failNext(new Error("a bug"));
    const broken = watch(table, 0);
    await table.answerAll();
    await expect(broken.ended).rejects.toThrow("a bug");
  });
});

describe("live subscribers", () => {
  test("are all served by one query, whatever they watch, and cause no query after they have left", async () => {
    const table = createTable();
    const controller = new AbortController();
    const streams = ["a", "b", "c", "a"].map((id) => drain(table.hub.watch({ id, teamId: "t" }, 0, controller.signal)));
    await table.answerAll();
    expect(table.hub.topicCount()).toBe(3);
    for (const id of ["a", "b", "c"]) table.append(id);
    const before = table.count();
    await poll(table);
    expect(table.count()).toBe(before + 1);
    expect(streams.map(({ seen }) => seen)).toEqual([[1], [1], [1], [1]]);
    controller.abort();
    await Promise.all(streams.map(({ ended }) => ended));
    expect(table.hub.topicCount()).toBe(0);
    await table.look();
    expect(table.count()).toBe(before + 1);
  });

  test.each([
    ["team", false, new Map([["another", null]]), new Map([["t", null]])],
    ["team, for any of its characters", false, new Map(), new Map([["t", new Set(["b"])]])],
    ["character", true, new Map([["t", new Set(["b"])]]), new Map([["t", new Set(["b", "a"])]])],
    ["team, any of whose characters may have changed", true, new Map([["another", null]]), new Map([["t", null]])],
  ])("are queried only when the change concerns their %s", async (_what, isByCharacter, others, own) => {
    const table = createTable(isByCharacter);
    const { seen } = watch(table, 0);
    await table.answerAll();
    table.append("a");
    const before = table.count();
    await table.hub.poll(others);
    expect(table.count()).toBe(before);
    const polled = table.hub.poll(own);
    await table.answerAll();
    await polled;
    expect(seen).toEqual([1]);
  });

  test("read the rest from the table when their buffer is full, and other subscribers are not affected", async () => {
    const table = createTable();
    const slow = table.hub.watch({ id: "a", teamId: "t" }, 0, forever());
    const quick = watch(table, 0);
    const first = slow.next();
    await table.answerAll();
    table.append("a", 3);
    await poll(table);
    expect((await first).value).toMatchObject({ position: 1 });
    for (let nth = 0; nth < 4; nth++) {
      table.append("a", MAX_BUFFERED_ROWS / 2);
      await poll(table);
    }
    const last = 3 + MAX_BUFFERED_ROWS * 2;
    expect(quick.seen).toEqual(upTo(0, last));
    const rest = drain(slow);
    await table.answerAll();
    expect(rest.seen).toEqual(upTo(1, last));
  });

  test("receive a row in groups, between which other work runs and subscribers join and leave", async () => {
    const table = createTable();
    const many = Array.from({ length: 1_200 }, () => watch(table, 0));
    await table.answerAll();
    table.append("a");
    let turns = 0;
    const polled = table.look();
    const leaving = new AbortController();
    const others = (async () => {
      while (many.at(-1)?.seen.length === 0) {
        if (many[0]?.seen.length === 1) turns += 1;
        if (turns === 1) watch(table, 0, leaving.signal);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await table.answerAll();
    await polled;
    await others;
    leaving.abort();
    const late = watch(table, 0);
    await table.answerAll();
    expect(turns).toBeGreaterThan(1);
    expect(new Set([...many, late].map(({ seen }) => String(seen)))).toEqual(new Set(["1"]));
  });

  test("keep their positions when a query fails", async () => {
    const table = createTable();
    const { seen } = watch(table, 0);
    await table.answerAll();
    table.append("a", 2);
    table.failNext(new Error("gone"));
    const failed = table.look();
    failed.catch(() => {});
    await table.answerAll();
    await expect(failed).rejects.toThrow("gone");
    await poll(table);
    expect(seen).toEqual([1, 2]);
  });
});

test("stopping ends live and late subscribers and those that join afterwards", async () => {
  const table = createTable();
  table.append("a", 500);
  const live = watch(table, 500);
  await table.answerAll();
  const late = table.hub.watch({ id: "a", teamId: "t" }, 0, forever());
  const first = late.next();
  await table.answerAll();
  await first;
  table.hub.stop();
  const [rest, after] = [drain(late), watch(table, 0)];
  await Promise.all([live.ended, rest.ended, after.ended]);
  expect([live.seen, rest.seen, after.seen]).toEqual([[], [], []]);
});

/** How a reader's sink accepts rows: never, at once, later, or a different one of these for each row. */
type SinkKind = "none" | "ready" | "slow" | "moody";

type Step =
  | { readonly do: "append"; readonly topic: string; readonly count: number }
  | {
      readonly do: "join";
      readonly topic: string;
      readonly back: number;
      readonly pace: number;
      readonly sink: SinkKind;
    }
  | { readonly do: "poll" | "answer" | "breathe" | "leave" };

const topics = fc.constantFrom("a", "b", "c");
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("append" as const), topic: topics, count: fc.integer({ min: 1, max: 450 }) }),
  fc.record({
    do: fc.constant("join" as const),
    topic: topics,
    back: fc.nat(600),
    pace: fc.constantFrom(1, 50, 5_000),
    sink: fc.constantFrom<SinkKind>("none", "ready", "slow", "moody"),
  }),
  fc.record({ do: fc.constantFrom("poll" as const, "answer" as const, "breathe" as const, "leave" as const) }),
);

test("every subscriber sees every row once and in order, in any order of commits, queries, joins and leaves", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 60 }), async (script) => {
      const table = createTable();
      const committed = new Map<string, number>();
      const readers: { topic: string; from: number; seen: number[]; controller: AbortController }[] = [];
      let polling: Promise<void> | null = null;
      for (const step of script) {
        if (step.do === "append") {
          table.append(step.topic, step.count);
          committed.set(step.topic, (committed.get(step.topic) ?? 0) + step.count);
        } else if (step.do === "join") {
          const from = Math.max(0, (committed.get(step.topic) ?? 0) - step.back);
          const controller = new AbortController();
          const seen: number[] = [];
          readers.push({ topic: step.topic, from, seen, controller });
          const sink = sinkOf(step.sink, seen, controller.signal);
          const stream = table.hub.watch({ id: step.topic, teamId: "t" }, from, controller.signal, sink);
          void readSlowly(stream, seen, step.pace);
        } else if (step.do === "poll") {
          polling ??= table.look().finally(() => {
            polling = null;
          });
        } else if (step.do === "answer") table.readings.shift()?.();
        else if (step.do === "breathe") await new Promise((resolve) => setImmediate(resolve));
        else readers[readers.length - 1]?.controller.abort();
      }
      // Poll once more after all activity has ended.
      for (let round = 0; round < 2; round++) {
        while (polling !== null) await table.answerAll();
        await poll(table);
        await calm(table, readers);
      }
      for (const { topic, from, seen, controller } of readers) {
        const expected = upTo(from, committed.get(topic) ?? 0);
        expect(seen).toEqual(controller.signal.aborted ? expected.slice(0, seen.length) : expected);
      }
      table.hub.stop();
      await table.answerAll();
    }),
    { numRuns: 150 },
  );
});

function sinkOf(kind: SinkKind, seen: number[], signal: AbortSignal): Sink<Row> {
  let moods = 0;
  return ({ position }) => {
    const mood = kind === "moody" ? (["none", "ready", "slow"] as const)[moods++ % 3] : kind;
    if (mood === "none" || signal.aborted) return false;
    seen.push(position);
    return mood === "slow" ? new Promise((resolve) => setImmediate(resolve)) : undefined;
  };
}

/** Reads rows, and yields to other work after every `pace` of them. */
async function readSlowly(stream: AsyncGenerator<Row, void>, seen: number[], pace: number): Promise<void> {
  for await (const { position } of stream) {
    seen.push(position);
    if (seen.length % pace === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Waits until no reader has read anything for five rounds. */
async function calm(table: Table, readers: readonly { seen: readonly number[] }[]): Promise<void> {
  const count = () => readers.reduce((sum, { seen }) => sum + seen.length, 0);
  for (let before = -1, quiet = 0; quiet < 5; ) {
    await table.answerAll();
    quiet = count() === before ? quiet + 1 : 0;
    before = count();
  }
}
