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

/** What waited: rows, `full` when there were too many to keep, or `stopped`. */
export type Pulled<Row> = readonly Row[] | "full" | "stopped";

/** Is given a row as a `Taker` is; `false` when it must be pulled instead. */
export type Hand<Row> = (row: Row) => Promise<void> | undefined | false;

/**
 * One reader of a topic: a bounded buffer between the feed and an async generator. A buffer that runs full is emptied,
 * for its reader can read the table at his own pace; only one who read nothing for long meanwhile is given up. A class,
 * because there are as many as open subscriptions: closures would take ten times the memory.
 */
export class Subscriber<Row> {
  /** Up to where he has got everything. */
  last: number;
  /** Given each row that follows on the last one while the reader waits in `pull`. */
  hand: Hand<Row> | null = null;
  readonly #source: Pick<Source<Row>, "positionOf" | "follows">;
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
  #isPulling = false;
  #pulledAt: number;
  #wake: (() => void) | null = null;

  constructor(
    source: Pick<Source<Row>, "positionOf" | "follows">,
    from: number,
    now: () => number = () => performance.now(),
  ) {
    this.last = from;
    this.#source = source;
    this.#now = now;
    this.#pulledAt = now();
  }

  /** `bytes` is the size of all these rows as JSON. */
  push(rows: readonly Row[], bytes: number): void {
    const waiting = this.#buffer.length + rows.length;
    this.#isFull ||= waiting > MAX_BUFFERED_ROWS || this.#bytes + bytes > MAX_BUFFERED_BYTES;
    // A reader who waits has read everything before.
    const isBusy = !this.#isPulling || this.#isGiving;
    this.#isSlow ||= this.#isFull && isBusy && this.#now() - this.#pulledAt > SLOW_AFTER_MS;
    if (this.#isFull) this.#buffer = [];
    else this.#buffer.push(...rows);
    this.#bytes = this.#isFull ? 0 : this.#bytes + bytes;
    if (this.#isGiving) return;
    if (this.#isPulling && !this.#isFull) this.#give();
    else this.#signal();
  }

  /** Waits for something to happen. Throws `SlowConsumer`, and what the hand threw. After `full` the buffer begins anew. */
  async pull(): Promise<Pulled<Row>> {
    while (this.#hasNothing()) {
      this.#isPulling = true;
      await this.#woken();
    }
    this.#pulledAt = this.#now();
    if (this.#failure) throw this.#failure.error;
    if (this.#isSlow) throw new SlowConsumer("the subscriber reads too slowly");
    if (this.#isFull) {
      this.#isFull = false;
      return "full";
    }
    if (this.#buffer.length === 0 || this.#isGiving) return "stopped";
    const rows = this.#buffer;
    this.#buffer = [];
    this.#bytes = 0;
    return rows;
  }

  /** Waits so long, or until it is stopped. */
  async pause(ms: number): Promise<void> {
    if (this.#isStopped) return;
    const timer = setTimeout(() => this.#signal(), ms);
    await this.#woken();
    clearTimeout(timer);
  }

  isStopped(): boolean {
    return this.#isStopped;
  }

  stop(): void {
    this.#isStopped = true;
    this.#signal();
  }

  #hasNothing(): boolean {
    if (this.#isStopped) return false;
    return this.#isGiving || (this.#buffer.length === 0 && !this.#isFull && this.#failure === null);
  }

  /** Gives what waits to the hand, as far as it takes it; wakes the reader for the rest. */
  #give(): void {
    while (!this.#isGiving && this.#buffer.length > 0) {
      const [row] = this.#buffer as [Row];
      const position = this.#source.positionOf(row);
      if (position > this.last) {
        const taken = this.#tryHand(row);
        if (taken === false) {
          this.#signal();
          return;
        }
        this.last = position;
        if (taken) this.#waitFor(taken);
      }
      this.#buffer.shift();
    }
    if (this.#buffer.length === 0) this.#bytes = 0;
  }

  #tryHand(row: Row): ReturnType<Hand<Row>> {
    if (!this.hand || this.#isStopped || this.#failure || !this.#source.follows(row, this.last)) return false;
    try {
      return this.hand(row);
    } catch (error) {
      this.#failure = { error };
      return false;
    }
  }

  #waitFor(taken: Promise<void>): void {
    this.#isGiving = true;
    this.#pulledAt = this.#now();
    const over = (failure: { readonly error: unknown } | null) => {
      this.#isGiving = false;
      this.#failure = failure;
      this.#pulledAt = this.#now();
      if (this.#isStopped || this.#isFull || failure) this.#signal();
      else this.#give();
    };
    taken.then(
      () => over(null),
      (error: unknown) => over({ error }),
    );
  }

  #signal(): void {
    this.#isPulling = false;
    this.#wake?.();
    this.#wake = null;
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
