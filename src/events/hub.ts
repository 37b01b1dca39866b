import { query } from "../db/query.ts";
import type { Sql } from "../db/statement.ts";
import { CallError } from "../domain/errors.ts";
import type { CancelSignal, Sink } from "../domain/stream.ts";
import type { ChangeHint } from "./notifier.ts";
import { HistoryTruncatedError, type Source } from "./source.ts";
import { MAX_BUFFERED_ROWS, Subscriber } from "./subscriber.ts";

/**
 * Rows of one query for all topics. One query must not fill a subscriber's buffer; when it is full, another follows.
 */
const READ_LIMIT = MAX_BUFFERED_ROWS;

/**
 * All subscribers of one source in this process. One query reads all their topics, and the rows are delivered in
 * memory.
 */
export type Hub<Row extends object> = {
  /**
   * Streams the rows after a position, each once and in order, until `signal` aborts or the hub stops. Rows that arrive
   * while the reader waits are offered to `sink` first. Throws `HistoryTruncatedError` when rows that were not
   * delivered are no longer kept, and `SlowConsumerError` when the reader does not take them.
   */
  readonly watch: (topic: TopicKey, after: number, signal: CancelSignal, sink?: Sink<Row>) => AsyncGenerator<Row, void>;
  /** Reads and delivers the new rows of the topics that the hint may concern. Must not be called while it runs. */
  readonly poll: (hint: NonNullable<ChangeHint>) => Promise<void>;
  /** Returns the steps that read all present topics, with at most `size` topics each. */
  readonly steps: (size: number) => (() => Promise<void>)[];
  /** The number of topics with live subscribers. */
  readonly topicCount: () => number;
  readonly stop: () => void;
};

/**
 * `onJoin` is called with each new topic, which must then be read, because earlier notifications did not concern it.
 */
export function createHub<Row extends object>(
  sql: Sql,
  source: Source<Row>,
  onJoin: (topic: TopicKey) => void,
): Hub<Row> {
  const topics = createTopics(source, onJoin);
  const subscribers = new Set<Subscriber<Row>>();
  let stopped = false;

  /**
   * Reads the table until nothing is left, then delivers live rows, and returns to the table when a live row is
   * missing.
   */
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
          // Live rows, until the buffer is full, a row is missing, or the subscriber is stopped.
          for (let row = await subscriber.pull(); typeof row !== "string"; row = await subscriber.pull()) yield row;
          topics.leave(topic, subscriber);
        } else if (subscriber.last === begun && handedOut > begun && !subscriber.isStopped()) {
          // Rows were delivered to other subscribers before this one read the table, and the table no longer has them.
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

/** The id of what is watched, and the team it belongs to, whose notifications wake it. */
export type TopicKey = { readonly id: string; readonly teamId: string };

/**
 * A topic with live subscribers. Every row up to `seen` was delivered to the subscribers that were live then, and every
 * later row will be. So a subscriber that has read the table up to `seen` or beyond can join without missing a row.
 */
type Topic<Row extends object> = { readonly teamId: string; seen: number; readonly live: Set<Subscriber<Row>> };

/** Subscribers to which rows are delivered before the event loop continues, which takes some milliseconds. */
const AT_ONCE = 500;

/**
 * The topics and their live subscribers: the positions from which one query reads for all of them, and the delivery.
 */
type Topics<Row extends object> = {
  /**
   * Makes a subscriber that has read up to `last` live. False when rows after `last` were already delivered to others.
   */
  readonly join: (topic: TopicKey, subscriber: Subscriber<Row>, last: number) => boolean;
  readonly leave: (topic: TopicKey, subscriber: Subscriber<Row>) => void;
  /** The position up to which the topic's rows were delivered; null without a live subscriber. */
  readonly seen: (id: string) => number | null;
  /** The topics that the hint may concern. */
  readonly named: (hint: NonNullable<ChangeHint>) => Iterable<string>;
  readonly all: () => Iterable<string>;
  /** Those of these topics that have live subscribers, each with its position. */
  readonly wanted: (ids: Iterable<string>) => readonly { readonly id: string; readonly after: number }[];
  /** Delivers rows of any topics, in order within each topic. Must not be called while it runs. */
  readonly deliver: (rows: readonly Row[]) => Promise<void>;
  readonly count: () => number;
};

/** `onJoin` is called with each new topic, because notifications before it joined did not concern it. */
function createTopics<Row extends object>(source: Source<Row>, onJoin: (topic: TopicKey) => void): Topics<Row> {
  const topics = new Map<string, Topic<Row>>();
  const byTeam = new Map<string, Set<string>>();

  const add = (topic: TopicKey, live: Topic<Row>) => {
    topics.set(topic.id, live);
    const ids = byTeam.get(topic.teamId);
    if (ids) ids.add(topic.id);
    else byTeam.set(topic.teamId, new Set([topic.id]));
  };
  const remove = (id: string, { teamId }: Topic<Row>) => {
    topics.delete(id);
    const ids = byTeam.get(teamId);
    ids?.delete(id);
    if (ids?.size === 0) byTeam.delete(teamId);
  };
  function* named(hint: NonNullable<ChangeHint>): Generator<string> {
    for (const [teamId, characters] of hint) {
      yield* (source.isByCharacter ? characters : null) ?? byTeam.get(teamId) ?? [];
    }
  }

  const handOut = async (id: string, rows: readonly Row[]) => {
    const topic = topics.get(id);
    const last = rows.at(-1);
    if (!topic || !last) return;
    topic.seen = Math.max(topic.seen, source.positionOf(last));
    const bytes = JSON.stringify(rows).length;
    let count = 0;
    // A subscriber that joins meanwhile has read the table up to `seen`, and skips the rows that it already has.
    for (const subscriber of topic.live) {
      subscriber.push(rows, bytes);
      count += 1;
      if (count % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  };

  return {
    join: (key, subscriber, last) => {
      const topic = topics.get(key.id);
      if (topic && topic.seen > last) return false;
      if (topic) topic.live.add(subscriber);
      else {
        add(key, { teamId: key.teamId, seen: last, live: new Set([subscriber]) });
        onJoin(key);
      }
      return true;
    },
    leave: ({ id }, subscriber) => {
      const topic = topics.get(id);
      topic?.live.delete(subscriber);
      if (topic?.live.size === 0) remove(id, topic);
    },
    seen: (id) => topics.get(id)?.seen ?? null,
    named,
    all: () => topics.keys(),
    wanted: (ids) => {
      const wanted: { id: string; after: number }[] = [];
      for (const id of ids) {
        const topic = topics.get(id);
        if (topic) wanted.push({ id, after: topic.seen });
      }
      return wanted;
    },
    deliver: async (rows) => {
      for (const [id, mine] of Map.groupBy(rows, source.topicOf)) await handOut(id, mine);
    },
    count: () => topics.size,
  };
}

/** Rows that a subscriber reads from the table at a time before it is live. */
const PAGE_SIZE = 200;
/** Milliseconds between two attempts to read while the database is unavailable. */
const RETRY_MS = 500;

/**
 * Reads the rows of a topic after `from` from the table, page by page as the reader takes them, until a page is not
 * full or the subscriber is stopped. Throws `HistoryTruncatedError` when rows are missing.
 */
async function* catchUp<Row extends object>(
  sql: Sql,
  source: Source<Row>,
  id: string,
  from: number,
  subscriber: Pick<Subscriber<Row>, "isStopped" | "pause">,
): AsyncGenerator<Row, void> {
  let last = from;
  while (true) {
    const rows = await retryRead(() => source.read(sql, [{ id, after: last }], PAGE_SIZE), subscriber);
    for (const row of rows) {
      if (subscriber.isStopped()) return;
      if (!source.follows(row, last)) throw new HistoryTruncatedError(`${id}: rows after ${last} are no longer kept`);
      last = source.positionOf(row);
      yield row;
    }
    if (rows.length < PAGE_SIZE) return;
  }
}

/** Repeats a read while the database is unavailable, until the subscriber is stopped. */
async function retryRead<Row extends object>(
  read: () => Promise<readonly Row[]>,
  subscriber: Pick<Subscriber<Row>, "isStopped" | "pause">,
): Promise<readonly Row[]> {
  while (!subscriber.isStopped()) {
    try {
      return await query(read());
    } catch (error) {
      if (!(error instanceof CallError && error.code === "service_unavailable")) throw error;
      await subscriber.pause(RETRY_MS);
    }
  }
  return [];
}
