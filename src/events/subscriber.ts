import type { Source } from "./source.ts";

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

/** The next row; or `full`: there were too many to keep, `gap`: one is missing before the next, `stopped`. */
export type Pulled<Row> = Row | "full" | "gap" | "stopped";

/** Is given a row as a `Taker` is; `false` when it must be pulled instead. */
export type Hand<Row> = (row: Row) => Promise<void> | undefined | false;

/**
 * One reader of a topic: a bounded buffer between the feed and an async generator. A buffer that runs full is emptied,
 * for its reader can read the table at his own pace; only one who read nothing for long meanwhile is given up. A class
 * without async methods, because there are as many as open subscriptions, and nearly all of them wait.
 */
export class Subscriber<Row extends object> {
  /** Up to where he has got everything. */
  last: number;
  readonly #source: Pick<Source<Row>, "positionOf" | "follows">;
  readonly #hand: Hand<Row> | null;
  readonly #now: () => number;
  #buffer: Row[] = [];
  #bytes = 0;
  #isFull = false;
  #isSlow = false;
  #isStopped = false;
  /** What the hand failed with. */
  #failure: { readonly error: unknown } | null = null;
  /** True while the hand has a row that it has not taken yet. */
  #isGiving = false;
  #pulledAt: number;
  /** Who waits in `pull`. */
  #reader: PromiseWithResolvers<Pulled<Row>> | null = null;
  /** Ends a `pause`. */
  #wake: (() => void) | null = null;

  /** `hand` is given each row that follows on `last` while the reader waits in `pull`. */
  constructor(
    source: Pick<Source<Row>, "positionOf" | "follows">,
    last: number,
    hand: Hand<Row> | null = null,
    now: () => number = () => performance.now(),
  ) {
    this.last = last;
    this.#source = source;
    this.#hand = hand;
    this.#now = now;
    this.#pulledAt = now();
  }

  /** `bytes` is the size of all these rows as JSON. */
  push(rows: readonly Row[], bytes: number): void {
    const count = this.#buffer.length + rows.length;
    this.#isFull ||= count > MAX_BUFFERED_ROWS || this.#bytes + bytes > MAX_BUFFERED_BYTES;
    // A reader who waits has read everything before.
    const isBusy = this.#reader === null || this.#isGiving;
    this.#isSlow ||= this.#isFull && isBusy && this.#now() - this.#pulledAt > SLOW_AFTER_MS;
    this.#buffer.push(...rows);
    this.#bytes += bytes;
    if (this.#isFull) this.#empty();
    this.#serve();
  }

  /**
   * Waits for the next row after `last`, which then is the last. Rejects with `SlowConsumer`, and with what the hand
   * failed with. After `full` and `gap` the buffer begins anew: what was in it is in the table.
   */
  pull(): Promise<Pulled<Row>> {
    this.#reader = Promise.withResolvers();
    const { promise } = this.#reader;
    this.#serve();
    return promise;
  }

  /** Waits so long, or until it is stopped. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#isStopped) this.#wake();
    });
  }

  isStopped(): boolean {
    return this.#isStopped;
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake?.();
    this.#serve();
  }

  /** While the reader waits: his hand gets what it takes, and he the first row that it does not. */
  #serve(): void {
    while (this.#reader && !this.#isGiving) {
      if (this.#failure) this.#reject(this.#failure.error);
      else if (this.#isSlow) this.#reject(new SlowConsumer("the subscriber reads too slowly"));
      else if (this.#isFull) this.#resolve("full");
      else {
        const row = this.#take();
        if (row === undefined) break;
        this.#tell(row);
      }
    }
    if (this.#isStopped) this.#resolve("stopped");
  }

  /** The first row in the buffer that he has not got. */
  #take(): Row | undefined {
    let row = this.#buffer.shift();
    while (row !== undefined && this.#source.positionOf(row) <= this.last) row = this.#buffer.shift();
    if (this.#buffer.length === 0) this.#bytes = 0;
    return row;
  }

  #tell(row: Row): void {
    if (!this.#source.follows(row, this.last)) {
      this.#empty();
      this.#resolve("gap");
      return;
    }
    this.last = this.#source.positionOf(row);
    const taken = this.#tryHand(row);
    if (taken === false) this.#resolve(row);
    else if (taken) this.#waitFor(taken);
  }

  #tryHand(row: Row): ReturnType<Hand<Row>> {
    if (!this.#hand || this.#isStopped) return false;
    try {
      return this.#hand(row);
    } catch (error) {
      this.#failure = { error };
      return undefined;
    }
  }

  #waitFor(taken: Promise<void>): void {
    this.#isGiving = true;
    this.#pulledAt = this.#now();
    const over = (failure: { readonly error: unknown } | null) => {
      this.#isGiving = false;
      this.#failure = failure;
      this.#pulledAt = this.#now();
      this.#serve();
    };
    taken.then(
      () => over(null),
      (error: unknown) => over({ error }),
    );
  }

  #empty(): void {
    this.#buffer = [];
    this.#bytes = 0;
  }

  #resolve(pulled: Pulled<Row>): void {
    const reader = this.#reader;
    this.#reader = null;
    if (!reader) return;
    if (pulled === "full") this.#isFull = false;
    this.#pulledAt = this.#now();
    reader.resolve(pulled);
  }

  #reject(error: unknown): void {
    const reader = this.#reader;
    this.#reader = null;
    reader?.reject(error);
  }
}
