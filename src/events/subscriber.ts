/** Rows one subscriber may be behind before he is closed: a reader this slow gets less memory, not more. */
export const MAX_BUFFERED_ROWS = 1_000;

/** The stream of a subscriber who does not read fast enough. He comes back with his last position. */
export class SlowConsumer extends Error {
  override readonly name = "SlowConsumer";
}

/** One reader of a topic: a bounded buffer between the feed and an async generator. */
export type Subscriber<Row> = {
  readonly push: (rows: readonly Row[]) => void;
  /** Waits for rows; empty when the stream was stopped. Throws `SlowConsumer` once the buffer overflowed. */
  readonly pull: () => Promise<readonly Row[]>;
  readonly stop: () => void;
};

export function createSubscriber<Row>(): Subscriber<Row> {
  let buffer: Row[] = [];
  let overflowed = false;
  let stopped = false;
  let wake: (() => void) | null = null;
  const signal = () => {
    wake?.();
    wake = null;
  };
  return {
    push: (rows) => {
      if (buffer.length + rows.length > MAX_BUFFERED_ROWS) {
        overflowed = true;
        buffer = [];
      } else if (!overflowed) {
        buffer.push(...rows);
      }
      signal();
    },
    pull: async () => {
      while (buffer.length === 0 && !stopped && !overflowed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (overflowed) throw new SlowConsumer("the subscriber reads too slowly");
      const rows = buffer;
      buffer = [];
      return rows;
    },
    stop: () => {
      stopped = true;
      signal();
    },
  };
}
