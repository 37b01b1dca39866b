import { isLive, type LiveStream, type Taker } from "../domain/live-stream.ts";

/** What happens to the values of a stream on their way, and after the last of them. */
export type Tap<T, U> = {
  readonly map: (value: T) => U | Promise<U>;
  /** What an error becomes: the last value of the stream. Without it the stream fails. */
  readonly fail?: (error: unknown) => U;
  /** Called once: the source has ended, has failed, or nobody wants more of it. */
  readonly end?: () => void;
};

/** Tells a stream that nobody wants more of it; what it says to that is of no interest. */
export function leaveStream(stream: AsyncIterable<unknown>): void {
  stream[Symbol.asyncIterator]()
    .return?.()
    .then(undefined, () => {});
}

const OVER = { done: true, value: undefined } as const;

/**
 * A stream over another. Not an async generator: `return` reaches the source at once, also while a value of it is
 * awaited, so that whoever goes away is forgotten at once.
 */
export function tapStream<T, U>(
  source: AsyncIterable<T>,
  tap: Tap<T, U>,
): AsyncIterableIterator<U, undefined> & LiveStream<U> {
  return new TappedStream(source[Symbol.asyncIterator](), tap);
}

/** A class without async `next`, because every open subscription has two of them, and they wait. */
class TappedStream<T, U> implements AsyncIterableIterator<U, undefined> {
  readonly #source: AsyncIterator<T>;
  readonly #tap: Tap<T, U>;
  #ended = false;

  constructor(source: AsyncIterator<T>, tap: Tap<T, U>) {
    this.#source = source;
    this.#tap = tap;
  }

  next(): Promise<IteratorResult<U, undefined>> {
    if (this.#ended) return Promise.resolve(OVER);
    return this.#source.next().then(
      (result) => this.#show(result),
      (error: unknown) => this.#fail(error),
    );
  }

  /** Without effect over a source that is not live. */
  handTo(taker: Taker<U>): void {
    if (!isLive<T>(this.#source)) return;
    this.#source.handTo((value) => {
      if (this.#ended) return undefined;
      const mapped = this.#tap.map(value);
      return mapped instanceof Promise ? mapped.then(taker) : taker(mapped);
    });
  }

  async return(): Promise<IteratorResult<U, undefined>> {
    this.#end();
    await this.#source.return?.();
    return OVER;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #show(result: IteratorResult<T, unknown>): Promise<IteratorResult<U, undefined>> {
    if (result.done) {
      this.#end();
      return OVER;
    }
    try {
      return { done: false, value: await this.#tap.map(result.value) };
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): IteratorResult<U, undefined> {
    if (this.#ended) return OVER;
    this.#end();
    // What failed may be ours rather than the source's, which then still waits.
    this.#source.return?.().then(undefined, () => {});
    if (!this.#tap.fail) throw error;
    return { done: false, value: this.#tap.fail(error) };
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#tap.end?.();
  }
}
