/** Rows that wait for one reader at most. */
export const MAX_BUFFERED_ROWS = 1_000;
/** Bytes of JSON that wait for one reader at most: a thousand usual changes. */
export const MAX_BUFFERED_BYTES = 2 * 1024 * 1024;
/** Milliseconds that a reader may leave a full buffer alone; after that he is not late, he is gone. */
export const SLOW_AFTER_MS = 10_000;

/** The stream of a subscriber who does not read. He comes back with his last position. */
export class SlowConsumer extends Error {
  override readonly name = "SlowConsumer";
}

/** What waited: rows, `full` when there were too many to keep, or `stopped`. */
export type Pulled<Row> = readonly Row[] | "full" | "stopped";

/**
 * One reader of a topic: a bounded buffer between the feed and an async generator. A buffer that runs full is emptied,
 * for its reader can read the table at his own pace; only one who read nothing for long meanwhile is given up.
 */
export type Subscriber<Row> = {
  /** `bytes` is the size of all these rows as JSON. */
  readonly push: (rows: readonly Row[], bytes: number) => void;
  /** Waits for something to happen. Throws `SlowConsumer`. After `full` the buffer begins anew. */
  readonly pull: () => Promise<Pulled<Row>>;
  /** Waits so long, or until it is stopped. */
  readonly pause: (ms: number) => Promise<void>;
  readonly isStopped: () => boolean;
  readonly stop: () => void;
};

export function createSubscriber<Row>(now: () => number = () => performance.now()): Subscriber<Row> {
  let buffer: Row[] = [];
  let bytes = 0;
  let full = false;
  let slow = false;
  let stopped = false;
  let pulledAt = now();
  let wake: (() => void) | null = null;
  const signal = () => {
    wake?.();
    wake = null;
  };
  const woken = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  return {
    push: (rows, size) => {
      full ||= buffer.length + rows.length > MAX_BUFFERED_ROWS || bytes + size > MAX_BUFFERED_BYTES;
      // A reader who waits has read everything before.
      slow ||= full && wake === null && now() - pulledAt > SLOW_AFTER_MS;
      if (full) buffer = [];
      else buffer.push(...rows);
      bytes = full ? 0 : bytes + size;
      signal();
    },
    pull: async () => {
      while (buffer.length === 0 && !stopped && !full) await woken();
      pulledAt = now();
      if (slow) throw new SlowConsumer("the subscriber reads too slowly");
      if (full) {
        full = false;
        return "full";
      }
      if (buffer.length === 0) return "stopped";
      const rows = buffer;
      buffer = [];
      bytes = 0;
      return rows;
    },
    pause: async (ms) => {
      if (stopped) return;
      const timer = setTimeout(signal, ms);
      await woken();
      clearTimeout(timer);
    },
    isStopped: () => stopped,
    stop: () => {
      stopped = true;
      signal();
    },
  };
}
