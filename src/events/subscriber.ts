import type { Sink } from "../domain/stream.ts";
import type { Source } from "./source.ts";

/** Rows that wait for one reader at most. */
export const MAX_BUFFERED_ROWS = 1_000;
/** Bytes of JSON that wait for one reader at most: a thousand usual changes. */
export const MAX_BUFFERED_BYTES = 2 * 1024 * 1024;
/** A reader that takes nothing from a full buffer for so many milliseconds is treated as disconnected. */
export const SLOW_AFTER_MS = 10_000;

/** The subscriber does not read its stream; its client reconnects with its last position. */
export class SlowConsumerError extends Error {
  override readonly name = "SlowConsumerError";
}

/** The next row; `full` when there were too many to buffer, `gap` when one is missing before the next, or `stopped`. */
type Pulled<Row> = Row | "full" | "gap" | "stopped";

/**
 * One reader of a topic: a bounded buffer between the feed and an async generator. A buffer that runs full is emptied, and
 * the reader continues from the table at its own pace; only a reader that has taken nothing for long is closed. A class
 * without async methods, because there is one for each open subscription, and nearly all of them wait.
 */
export class Subscriber<Row extends object> {
  /** Position up to which everything was delivered. */
  last: number;
  readonly #source: Pick<Source<Row>, "positionOf" | "follows">;
  readonly #sink: Sink<Row> | null;
  readonly #now: () => number;
  #buffer: Row[] = [];
  #bytes = 0;
  #isFull = false;
  #isSlow = false;
  #isStopped = false;
  /** What the sink failed with. */
  #failure: { readonly error: unknown } | null = null;
  /** True until the sink has taken the row that it was given last. */
  #isSinkBusy = false;
  #pulledAt: number;
  /** The call of `pull` that waits. */
  #reader: PromiseWithResolvers<Pulled<Row>> | null = null;
  /** Ends a `pause`. */
  #wake: (() => void) | null = null;

  /** Each row that follows on `last` while the reader waits in `pull` is offered to `sink` first. */
  constructor(
    source: Pick<Source<Row>, "positionOf" | "follows">,
    last: number,
    sink: Sink<Row> | null = null,
    now: () => number = () => performance.now(),
  ) {
    this.last = last;
    this.#source = source;
    this.#sink = sink;
    this.#now = now;
    this.#pulledAt = now();
  }

  /** `bytes` is the size of all these rows as JSON. */
  push(rows: readonly Row[], bytes: number): void {
    const count = this.#buffer.length + rows.length;
    this.#isFull ||= count > MAX_BUFFERED_ROWS || this.#bytes + bytes > MAX_BUFFERED_BYTES;
    // A reader that waits has taken everything before.
    const isBusy = this.#reader === null || this.#isSinkBusy;
    this.#isSlow ||= this.#isFull && isBusy && this.#now() - this.#pulledAt > SLOW_AFTER_MS;
    this.#buffer.push(...rows);
    this.#bytes += bytes;
    if (this.#isFull) this.#empty();
    this.#serve();
  }

  /**
   * Waits for the next row after `last`, which then becomes `last`. Rejects with `SlowConsumerError`, and with what the sink
   * failed with. After `full` and `gap` the buffer is empty: what was in it is in the table.
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

  /** While the reader waits: gives the sink the rows that it takes, and the reader the first that it does not. */
  #serve(): void {
    while (this.#reader && !this.#isSinkBusy) {
      if (this.#failure) this.#reject(this.#failure.error);
      else if (this.#isSlow) this.#reject(new SlowConsumerError("the subscriber reads too slowly"));
      else if (this.#isFull) this.#resolve("full");
      else {
        const row = this.#take();
        if (row === undefined) break;
        this.#deliver(row);
      }
    }
    if (this.#isStopped) this.#resolve("stopped");
  }

  /** The first row in the buffer that was not delivered yet. */
  #take(): Row | undefined {
    let row = this.#buffer.shift();
    while (row !== undefined && this.#source.positionOf(row) <= this.last) row = this.#buffer.shift();
    if (this.#buffer.length === 0) this.#bytes = 0;
    return row;
  }

  #deliver(row: Row): void {
    if (!this.#source.follows(row, this.last)) {
      this.#empty();
      this.#resolve("gap");
      return;
    }
    this.last = this.#source.positionOf(row);
    const taken = this.#offer(row);
    if (taken === false) this.#resolve(row);
    else if (taken) this.#waitFor(taken);
  }

  #offer(row: Row): ReturnType<Sink<Row>> {
    if (!this.#sink || this.#isStopped) return false;
    try {
      return this.#sink(row);
    } catch (error) {
      this.#failure = { error };
      return undefined;
    }
  }

  #waitFor(taken: Promise<void>): void {
    this.#isSinkBusy = true;
    this.#pulledAt = this.#now();
    const over = (failure: { readonly error: unknown } | null) => {
      this.#isSinkBusy = false;
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
