import type { ChangeHint } from "./change-hint.ts";
import type { Source } from "./source.ts";
import type { Subscriber } from "./subscriber.ts";

/** What is watched, and the team it belongs to, whose notifications wake it. */
export type TopicKey = { readonly id: string; readonly teamId: string };

/**
 * A topic with live subscribers. Every row up to `seen` was handed to those who were live then, every later one will
 * be: so whoever has read the table up to `seen` or beyond can join and misses nothing.
 */
type Topic<Row extends object> = { readonly teamId: string; seen: number; readonly live: Set<Subscriber<Row>> };

/** Subscribers that are handed rows in one go: some milliseconds, for which everybody else in the process waits. */
const AT_ONCE = 500;

/** Who is live on what: the memory that one query for all of them starts from, and the fan-out of what it finds. */
export type Topics<Row extends object> = {
  /** Makes a subscriber live who has read up to `last`. False: others were handed rows that he has not read yet. */
  readonly join: (topic: TopicKey, subscriber: Subscriber<Row>, last: number) => boolean;
  readonly leave: (topic: TopicKey, subscriber: Subscriber<Row>) => void;
  /** Up to where the topic's rows were handed out; null when nobody is live. */
  readonly seen: (id: string) => number | null;
  /** The topics that the hint may be about. */
  readonly named: (hint: NonNullable<ChangeHint>) => Iterable<string>;
  readonly all: () => Iterable<string>;
  /** These topics, as far as somebody is live on them, each with its position. */
  readonly wanted: (ids: Iterable<string>) => readonly { readonly id: string; readonly after: number }[];
  /** Hands out what a reading has found, of any topics, in order for each. One call at a time. */
  readonly deliver: (rows: readonly Row[]) => Promise<void>;
  readonly count: () => number;
};

/** `onJoin` is called with a topic that was not read before: a notification that came meanwhile was not for it. */
export function createTopics<Row extends object>(source: Source<Row>, onJoin: (topic: TopicKey) => void): Topics<Row> {
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
    // Who joins meanwhile has read the table up to `seen`, and takes no row twice.
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
