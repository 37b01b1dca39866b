import { type Sink, SLOW_AFTER_MS, SlowConsumerError } from "../domain/stream.ts";
import type { Source } from "./source.ts";

/** How many rows may wait for one reader. */
export const MAX_BUFFERED_ROWS = 1_000;
/** How many bytes of JSON may wait for one reader: about a thousand typical changes. */
const MAX_BUFFERED_BYTES = 2 * 1024 * 1024;

/** The next row, or why there is none: too many rows to buffer, a missing row before the next one, or a stop. */
type Pulled<Row> = Row | "full" | "gap" | "stopped";

/**
 * One reader of a topic: a bounded buffer between the feed and an async generator. A full buffer is emptied, and the
 * reader continues from the table at its own speed. Only a reader that has taken nothing for `SLOW_AFTER_MS` is ended.
 * There is one for each open subscription, and nearly all of them wait, so it is a class without async methods, which
 * needs less memory.
 */
export class Subscriber<Row extends object> {
  /** The position up to which every row was delivered. */
  last: number;
  readonly #source: Pick<Source<Row>, "positionOf" | "follows">;
  readonly #sink: Sink<Row> | null;
  readonly #now: () => number;
  #buffer: Row[] = [];
  #bytes = 0;
  #isFull = false;
  #isSlow = false;
  #isStopped = false;
  /** The error of the sink. */
  #failure: { readonly error: unknown } | null = null;
  /** True while the sink has not taken its last row. */
  #isSinkBusy = false;
  #pulledAt: number;
  /** The pending call of `pull`. */
  #reader: PromiseWithResolvers<Pulled<Row>> | null = null;
  /** Ends a `pause`. */
  #wake: (() => void) | null = null;

  /** Rows that arrive while the reader waits in `pull` are offered to `sink` first. */
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
    // A reader that waits has taken all earlier rows.
    const isBusy = this.#reader === null || this.#isSinkBusy;
    this.#isSlow ||= this.#isFull && isBusy && this.#now() - this.#pulledAt > SLOW_AFTER_MS;
    this.#buffer.push(...rows);
    this.#bytes += bytes;
    if (this.#isFull) this.#empty();
    this.#serve();
  }

  /**
   * Waits for the next row after `last`, which then becomes `last`. Rejects with `SlowConsumerError` and with the error
   * of the sink. After `full` and `gap` the buffer is empty, because the table has its rows too.
   */
  pull(): Promise<Pulled<Row>> {
    this.#reader = Promise.withResolvers();
    const { promise } = this.#reader;
    this.#serve();
    return promise;
  }

  /** Waits for `ms` milliseconds, or until the subscriber is stopped. */
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

  /** While the reader waits, passes rows to the sink, and the first row that the sink does not take to the reader. */
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

  /** Removes and returns the first row in the buffer that was not delivered yet. */
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
