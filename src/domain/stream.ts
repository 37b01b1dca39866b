/**
 * A subscriber that takes nothing for this many milliseconds is disconnected. A change of a phone's network takes less.
 */
export const SLOW_AFTER_MS = 10_000;

/** The subscriber reads its stream too slowly. Its client reconnects with its last position. */
export class SlowConsumerError extends Error {
  override readonly name = "SlowConsumerError";
}

/**
 * Receives the values of a stream, one after the other. It returns undefined when it has accepted a value, a promise
 * while it can't accept the next one, and false when it declines the value, which `next()` then returns. If it throws
 * or rejects, the stream fails with that error.
 */
export type Sink<T> = (value: T) => Promise<void> | undefined | false;

/**
 * An async iterator that can also push. While a reader waits in `next()`, values go directly to the sink and `next()`
 * keeps waiting. Declined values, the end and errors still come from `next()`, in order. With thousands of readers
 * waiting for the same event, this takes two thirds of the CPU time of promises through several layers of iterators
 * (`npm run bench:live`).
 */
type LiveStream<T> = AsyncIterator<T, void> & { readonly sendTo: (sink: Sink<T>) => void };

export function isLiveStream<T>(stream: object): stream is LiveStream<T> {
  return "sendTo" in stream;
}

/** The part of an `AbortSignal` that streams use. */
export type CancelSignal = {
  readonly aborted: boolean;
  readonly addEventListener: (type: "abort", listener: () => void) => void;
  readonly removeEventListener: (type: "abort", listener: () => void) => void;
};

/** Cancels one stream. It replaces an `AbortController`, which takes a kilobyte for each open subscription. */
class Cancellation implements CancelSignal {
  aborted = false;
  #listeners: readonly (() => void)[] = [];

  cancel(): void {
    if (this.aborted) return;
    this.aborted = true;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  addEventListener(_type: "abort", listener: () => void): void {
    // `push` would allocate memory for sixteen more listeners.
    this.#listeners = [...this.#listeners, listener];
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.#listeners = this.#listeners.filter((known) => known !== listener);
  }
}

/**
 * An async generator that ends as soon as it is cancelled, even while it waits. The `return()` of a plain generator
 * queues behind the pending `next()`, so that a disconnected client would be noticed only at the next event. Here it
 * cancels a signal that the waits of `start` obey. `start` may offer values to `sink` instead of yielding them.
 */
export function cancellableStream<T>(
  start: (signal: CancelSignal, sink: Sink<T>) => AsyncGenerator<T, void>,
): AsyncGenerator<T, void> & LiveStream<T> {
  return new CancellableStream(start);
}

/** A class, because closures would take several times the memory for each open subscription. */
class CancellableStream<T> implements AsyncGenerator<T, void>, LiveStream<T> {
  readonly #cancellation = new Cancellation();
  readonly #values: AsyncGenerator<T, void>;
  #sink: Sink<T> | null = null;

  constructor(start: (signal: CancelSignal, sink: Sink<T>) => AsyncGenerator<T, void>) {
    this.#values = start(this.#cancellation, (value) => (this.#sink === null ? false : this.#sink(value)));
  }

  next(): Promise<IteratorResult<T, void>> {
    return this.#values.next();
  }

  return(): Promise<IteratorResult<T, void>> {
    this.#cancellation.cancel();
    return this.#values.return();
  }

  throw(error: unknown): Promise<IteratorResult<T, void>> {
    this.#cancellation.cancel();
    return this.#values.throw(error);
  }

  sendTo(sink: Sink<T>): void {
    this.#sink = sink;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

/** Cancels a stream without reading it. Errors during its end are ignored. */
export function cancelStream(stream: AsyncIterable<unknown>): void {
  stream[Symbol.asyncIterator]()
    .return?.()
    .then(undefined, () => {});
}

/** How `mapStream` transforms the values of a stream, and what it does at the end. */
type StreamMapping<T, U> = {
  readonly map: (value: T) => U | Promise<U>;
  /** Turns an error into the last value of the stream. Without it, the stream fails. */
  readonly onError?: (error: unknown) => U;
  /** Called once, when the source has ended or failed or the stream was cancelled. */
  readonly onEnd?: () => void;
};

const DONE = { done: true, value: undefined } as const;

/**
 * A stream of mapped values. It is not an async generator, so that `return()` reaches the source at once, even while
 * a value is awaited. A disconnected client is thus released at once.
 */
export function mapStream<T, U>(
  source: AsyncIterable<T>,
  mapping: StreamMapping<T, U>,
): AsyncIterableIterator<U, undefined> & LiveStream<U> {
  return new MappedStream(source[Symbol.asyncIterator](), mapping);
}

/** A class without async `next`, because every open subscription has two of them waiting. */
class MappedStream<T, U> implements AsyncIterableIterator<U, undefined>, LiveStream<U> {
  readonly #source: AsyncIterator<T>;
  readonly #mapping: StreamMapping<T, U>;
  #ended = false;

  constructor(source: AsyncIterator<T>, mapping: StreamMapping<T, U>) {
    this.#source = source;
    this.#mapping = mapping;
  }

  next(): Promise<IteratorResult<U, undefined>> {
    if (this.#ended) return Promise.resolve(DONE);
    return this.#source.next().then(
      (result) => this.#mapResult(result),
      (error: unknown) => this.#fail(error),
    );
  }

  /** Has no effect when the source can't push. Every value then comes from `next()`. */
  sendTo(sink: Sink<U>): void {
    if (!isLiveStream<T>(this.#source)) return;
    this.#source.sendTo((value) => {
      if (this.#ended) return undefined;
      const mapped = this.#mapping.map(value);
      return mapped instanceof Promise ? mapped.then((late) => takenLate(sink(late))) : sink(mapped);
    });
  }

  async return(): Promise<IteratorResult<U, undefined>> {
    this.#end();
    await this.#source.return?.();
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #mapResult(result: IteratorResult<T, unknown>): Promise<IteratorResult<U, undefined>> {
    if (result.done) {
      this.#end();
      return DONE;
    }
    try {
      return { done: false, value: await this.#mapping.map(result.value) };
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): IteratorResult<U, undefined> {
    if (this.#ended) return DONE;
    this.#end();
    // If the mapping failed, the source has not ended yet.
    this.#source.return?.().then(undefined, () => {});
    if (!this.#mapping.onError) throw error;
    return { done: false, value: this.#mapping.onError(error) };
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#mapping.onEnd?.();
  }
}

/** A value that was mapped asynchronously has left the source, so a sink can no longer decline it. */
async function takenLate(taken: ReturnType<Sink<unknown>>): Promise<void> {
  if (taken === false) throw new Error("a sink declined a value that was mapped asynchronously");
  await taken;
}
