/**
 * Takes the values of a stream, one after the other. Returns undefined once it has taken a value, a promise while it
 * must not be given the next one, and false when it does not take this one, which then comes from the iterator. What it
 * throws or rejects with, the stream fails with.
 */
export type Sink<T> = (value: T) => Promise<void> | undefined | false;

/**
 * An async iterator that can also push. While its reader waits in `next()`, values go straight to the sink and `next()`
 * goes on waiting. Everything else (values that the sink does not take, the end, errors) still comes from `next()`, in
 * order. With thousands of readers waiting for the same event this takes two thirds of the CPU of promises through
 * several layers of iterators (`npm run bench:live`).
 */
export type LiveStream<T> = AsyncIterator<T, void> & { readonly sendTo: (sink: Sink<T>) => void };

export function isLiveStream<T>(stream: object): stream is LiveStream<T> {
  return "sendTo" in stream;
}

/** The part of an `AbortSignal` that streams use. */
export type CancelSignal = {
  readonly aborted: boolean;
  readonly addEventListener: (type: "abort", listener: () => void) => void;
  readonly removeEventListener: (type: "abort", listener: () => void) => void;
};

/** Cancels one stream. An `AbortController` takes a kilobyte, and there is one for each open subscription. */
class Cancellation implements CancelSignal {
  aborted = false;
  #listeners: (() => void)[] = [];

  cancel(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.#listeners.splice(0)) listener();
  }

  addEventListener(_type: "abort", listener: () => void): void {
    this.#listeners.push(listener);
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.#listeners = this.#listeners.filter((known) => known !== listener);
  }
}

/**
 * An async generator that ends as soon as it is cancelled, also while it waits. The `return()` of a plain generator
 * queues behind the pending `next()`, so a client that leaves would be noticed only at the next event; here it cancels
 * the signal that the waits of `start` obey. `start` may offer values to `sink` instead of yielding them.
 */
export function cancellableStream<T>(
  start: (signal: CancelSignal, sink: Sink<T>) => AsyncGenerator<T, void>,
): AsyncGenerator<T, void> & LiveStream<T> {
  return new CancellableStream(start);
}

/** A class, because there is one for each open subscription: closures would take several times the memory. */
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

/** Cancels a stream without reading it; errors of its end are ignored. */
export function cancelStream(stream: AsyncIterable<unknown>): void {
  stream[Symbol.asyncIterator]()
    .return?.()
    .then(undefined, () => {});
}

/** What `mapStream` does with the values of a stream, and after the last of them. */
export type StreamMapping<T, U> = {
  readonly map: (value: T) => U | Promise<U>;
  /** Turns an error into the last value of the stream. Without it the stream fails. */
  readonly onError?: (error: unknown) => U;
  /** Called once, when the source has ended or failed, or the stream was cancelled. */
  readonly onEnd?: () => void;
};

const DONE = { done: true, value: undefined } as const;

/**
 * A stream of mapped values. Not an async generator: `return()` reaches the source at once, also while a value is
 * awaited, so a client that leaves frees everything at once.
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

  /** Without effect over a source that is not live: then every value comes from `next()`. */
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
    // The mapping may have failed rather than the source, which then still waits.
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

/** A value that was mapped asynchronously has left the source: a sink can no longer decline it. */
async function takenLate(taken: ReturnType<Sink<unknown>>): Promise<void> {
  if (taken === false) throw new Error("a sink declined a value that was mapped asynchronously");
  await taken;
}
