import type { LiveStream, Taker } from "../domain/live-stream.ts";
import { type EndSignal, StreamEnd } from "./end-signal.ts";

/** Gives a value to the taker that the reader has left; `false` when he has left none. */
export type Give<T> = (value: T) => ReturnType<Taker<T>> | false;

/**
 * An async generator that ends when it is told to, even while it waits. A plain generator's `return()` queues behind
 * the pending `next()`, so a client that leaves would be noticed only at the next event; here it aborts the signal
 * that the inner waits obey. While the inner one waits, it may `give` values instead of yielding them.
 */
export function closable<T>(
  start: (signal: EndSignal, give: Give<T>) => AsyncGenerator<T, void>,
): AsyncGenerator<T, void> & LiveStream<T> {
  return new Closable(start);
}

/** A class, because there is one for each open subscription: closures would take several times the memory. */
class Closable<T> implements AsyncGenerator<T, void>, LiveStream<T> {
  readonly #end = new StreamEnd();
  readonly #inner: AsyncGenerator<T, void>;
  #taker: Taker<T> | null = null;

  constructor(start: (signal: EndSignal, give: Give<T>) => AsyncGenerator<T, void>) {
    this.#inner = start(this.#end, (value) => (this.#taker === null ? false : this.#taker(value)));
  }

  next(): Promise<IteratorResult<T, void>> {
    return this.#inner.next();
  }

  return(): Promise<IteratorResult<T, void>> {
    this.#end.abort();
    return this.#inner.return();
  }

  throw(error: unknown): Promise<IteratorResult<T, void>> {
    this.#end.abort();
    return this.#inner.throw(error);
  }

  handTo(taker: Taker<T>): void {
    this.#taker = taker;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
