import { query } from "../db/query.ts";
import type { Sql } from "../db/statement.ts";
import type { CancelSignal, Sink } from "../domain/stream.ts";
import { catchUp } from "./catch-up.ts";
import type { ChangeHint } from "./change-hint.ts";
import { HistoryTruncatedError } from "./history-truncated.ts";
import type { Source } from "./source.ts";
import { MAX_BUFFERED_ROWS, Subscriber } from "./subscriber.ts";
import { createTopics, type TopicKey } from "./topics.ts";

/** Rows read at once for all topics, so that one reading never fills a buffer alone; more are read at once again. */
const READ_LIMIT = MAX_BUFFERED_ROWS;

/** All subscribers of one source in this process: one query for all their topics, then fan-out in memory. */
export type Hub<Row extends object> = {
  /**
   * Rows after a position, each once and in order, until `signal` aborts or the hub stops. Rows that arrive while the
   * reader waits are offered to `sink` first. Throws `HistoryTruncatedError` when rows that were not delivered are no
   * longer kept, and `SlowConsumerError` when the reader does not take them.
   */
  readonly watch: (topic: TopicKey, after: number, signal: CancelSignal, sink?: Sink<Row>) => AsyncGenerator<Row, void>;
  /** Reads what is new for the topics that the hint may be about, and delivers it. One read at a time. */
  readonly poll: (hint: NonNullable<ChangeHint>) => Promise<void>;
  /** The same for all topics of this moment, in steps of at most so many topics. */
  readonly steps: (size: number) => (() => Promise<void>)[];
  /** Topics that somebody watches live. */
  readonly topicCount: () => number;
  readonly stop: () => void;
};

/** `onJoin` is called with a new topic, which must be read: notifications before it were not for it. */
export function createHub<Row extends object>(
  sql: Sql,
  source: Source<Row>,
  onJoin: (topic: TopicKey) => void,
): Hub<Row> {
  const topics = createTopics(source, onJoin);
  const subscribers = new Set<Subscriber<Row>>();
  let stopped = false;

  /** From the table until nothing is left, then live; back to the table when that broke off. */
  async function* watch(
    topic: TopicKey,
    from: number,
    signal: CancelSignal,
    sink: Sink<Row> | null = null,
  ): AsyncGenerator<Row, void> {
    const subscriber = new Subscriber<Row>(source, from, sink);
    const stop = () => subscriber.stop();
    subscribers.add(subscriber);
    signal.addEventListener("abort", stop);
    if (signal.aborted || stopped) subscriber.stop();
    try {
      while (!subscriber.isStopped()) {
        const begun = subscriber.last;
        const handedOut = topics.seen(topic.id) ?? begun;
        for await (const row of catchUp(sql, source, topic.id, begun, subscriber)) {
          subscriber.last = source.positionOf(row);
          yield row;
        }
        if (topics.join(topic, subscriber, subscriber.last)) {
          // What the polls hand out, until the buffer runs full, a row is missing, or the subscriber is stopped.
          for (let row = await subscriber.pull(); typeof row !== "string"; row = await subscriber.pull()) yield row;
          topics.leave(topic, subscriber);
        } else if (subscriber.last === begun && handedOut > begun && !subscriber.isStopped()) {
          // Others were handed rows before we looked, and the table has them no more.
          throw new HistoryTruncatedError(`${topic.id}: nothing is kept after ${begun}`);
        }
      }
    } finally {
      signal.removeEventListener("abort", stop);
      subscribers.delete(subscriber);
      topics.leave(topic, subscriber);
    }
  }

  const read = async (ids: readonly string[]) => {
    let full = true;
    while (full) {
      const wanted = topics.wanted(ids);
      if (wanted.length === 0) return;
      const rows = await query(source.read(sql, wanted, READ_LIMIT));
      await topics.deliver(rows);
      full = rows.length === READ_LIMIT;
    }
  };

  return {
    watch,
    poll: (hint) => read([...topics.named(hint)]),
    steps: (size) => {
      const all = [...topics.all()];
      const count = Math.ceil(all.length / size);
      return Array.from({ length: count }, (_, nth) => () => read(all.slice(nth * size, (nth + 1) * size)));
    },
    topicCount: topics.count,
    stop: () => {
      stopped = true;
      for (const subscriber of subscribers) subscriber.stop();
    },
  };
}
