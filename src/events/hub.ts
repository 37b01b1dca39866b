import type postgres from "postgres";
import type { Source } from "./source.ts";
import { createSubscriber, type Subscriber } from "./subscriber.ts";

/** Rows read at once for all topics; more are read at once again. */
const READ_LIMIT = 2_000;
/** Rows a late subscriber reads at a time. */
const BACKFILL_LIMIT = 200;

type Topic<Row> = { seen: number | null; readonly subscribers: Set<Subscriber<Row>> };

/** All subscribers of one source in this process: one query for all their topics, then fan-out in memory. */
export type Hub<Row> = {
  /** Rows after a position, until `signal` aborts or the hub stops. */
  readonly watch: (id: string, after: number, signal: AbortSignal) => AsyncGenerator<Row, void>;
  /** Reads what is new for every topic and hands it out. */
  readonly poll: () => Promise<void>;
  readonly topicCount: () => number;
  readonly stop: () => void;
};

export function createHub<Row>(sql: postgres.Sql, source: Source<Row>): Hub<Row> {
  const topics = new Map<string, Topic<Row>>();

  const register = (id: string): { topic: Topic<Row>; subscriber: Subscriber<Row> } => {
    const topic = topics.get(id) ?? { seen: null, subscribers: new Set() };
    topics.set(id, topic);
    const subscriber = createSubscriber<Row>();
    topic.subscribers.add(subscriber);
    return { topic, subscriber };
  };

  /** Everything after `from` in pages, until a page comes short. */
  async function* backfill(id: string, from: number): AsyncGenerator<Row, void> {
    let after = from;
    while (true) {
      const rows = await source.read(sql, [{ id, after }], BACKFILL_LIMIT);
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < BACKFILL_LIMIT) return;
      after = source.positionOf(last);
    }
  }

  /**
   * Registered first, then what lies in the table, then live: no gap between the two. Whatever is not newer than what
   * was sent is dropped, and a jump sends the reader back to the table, so each position is told once and in order.
   */
  async function* watch(id: string, from: number, signal: AbortSignal): AsyncGenerator<Row, void> {
    const { topic, subscriber } = register(id);
    signal.addEventListener("abort", subscriber.stop);
    if (signal.aborted) subscriber.stop();
    let last = from;
    try {
      for await (const row of backfill(id, last)) {
        last = source.positionOf(row);
        yield row;
      }
      topic.seen ??= last;
      while (true) {
        const rows = await subscriber.pull();
        if (rows.length === 0) return;
        for (const row of rows) {
          const position = source.positionOf(row);
          if (position <= last) continue;
          if (position > last + 1) {
            for await (const missed of backfill(id, last)) {
              last = source.positionOf(missed);
              yield missed;
            }
          } else {
            last = position;
            yield row;
          }
        }
      }
    } finally {
      signal.removeEventListener("abort", subscriber.stop);
      topic.subscribers.delete(subscriber);
      if (topic.subscribers.size === 0 && topics.get(id) === topic) topics.delete(id);
    }
  }

  const poll = async () => {
    let full = true;
    while (full) {
      const wanted = [...topics].flatMap(([id, topic]) => (topic.seen === null ? [] : [{ id, after: topic.seen }]));
      if (wanted.length === 0) return;
      const rows = await source.read(sql, wanted, READ_LIMIT);
      for (const [id, mine] of Map.groupBy(rows, source.topicOf)) deliver(id, mine);
      full = rows.length === READ_LIMIT;
    }
  };

  const deliver = (id: string, rows: readonly Row[]) => {
    const topic = topics.get(id);
    const last = rows.at(-1);
    if (!topic || !last) return;
    topic.seen = Math.max(topic.seen ?? 0, source.positionOf(last));
    for (const subscriber of topic.subscribers) subscriber.push(rows);
  };

  return {
    watch,
    poll,
    topicCount: () => topics.size,
    stop: () => {
      for (const topic of topics.values()) for (const subscriber of topic.subscribers) subscriber.stop();
    },
  };
}
