import type postgres from "postgres";
import { createHub, type Hub } from "../../src/events/hub.ts";
import type { Source } from "../../src/events/source.ts";

export type Row = { readonly topic: string; readonly position: number };

/**
 * A hub over a table in memory. Its queries are answered only when the test does so, so that any order can be tested.
 */
export type Table = {
  readonly hub: Hub<Row>;
  /** Commits the next rows of a topic. */
  readonly append: (topic: string, count?: number) => void;
  /** Deletes the rows of a topic up to a position. */
  readonly prune: (topic: string, upTo: number) => void;
  /** Queries that have read the table and are not answered yet. Each returns what it read. */
  readonly readings: (() => void)[];
  /** Answers all queries, and those that follow, until none is left. */
  readonly answerAll: () => Promise<void>;
  /** Makes the next query fail. */
  readonly failNext: (error: Error) => void;
  readonly count: () => number;
  /** Polls every topic. */
  readonly look: () => Promise<void>;
};

const NO_SQL = (() => {
  throw new Error("this hub reads from memory, not from a database");
}) as unknown as postgres.Sql;

/** More than any test has, so that one query answers for all. */
const TOPICS_OF_STEP = 1_000;

export function createTable(isByCharacter = false): Table {
  const rows = new Map<string, Row[]>();
  const last = new Map<string, number>();
  const readings: (() => void)[] = [];
  let failure: Error | null = null;
  let count = 0;

  const source: Source<Row> = {
    read: (_sql, topics, limit) => {
      count += 1;
      const fails = failure;
      failure = null;
      const found = topics
        .flatMap(({ id, after }) => (rows.get(id) ?? []).filter(({ position }) => position > after))
        .slice(0, limit);
      return new Promise((resolve, reject) => {
        readings.push(() => (fails ? reject(fails) : resolve(found)));
      });
    },
    isByCharacter,
    topicOf: ({ topic }) => topic,
    positionOf: ({ position }) => position,
    follows: ({ position }, after) => position === after + 1,
  };
  const hub = createHub(NO_SQL, source, () => {});
  return {
    hub,
    look: async () => {
      for (const step of hub.steps(TOPICS_OF_STEP)) await step();
    },
    append: (topic, many = 1) => {
      for (let nth = 0; nth < many; nth++) {
        const position = (last.get(topic) ?? 0) + 1;
        last.set(topic, position);
        rows.set(topic, [...(rows.get(topic) ?? []), { topic, position }]);
      }
    },
    prune: (topic, upTo) => {
      rows.set(
        topic,
        (rows.get(topic) ?? []).filter(({ position }) => position > upTo),
      );
    },
    readings,
    answerAll: async () => {
      for (let idle = 0; idle < 3; idle++) {
        if (readings.length > 0) idle = 0;
        for (const answer of readings.splice(0)) answer();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    failNext: (error) => {
      failure = error;
    },
    count: () => count,
  };
}

/** Reads a stream as fast as it delivers. */
export function drain(stream: AsyncGenerator<Row, void>) {
  const seen: number[] = [];
  const ended = (async () => {
    for await (const { position } of stream) seen.push(position);
  })();
  ended.catch(() => {});
  return { seen, ended };
}
