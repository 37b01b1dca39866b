import type { LiveStream, Taker } from "../domain/live-stream.ts";

/** Without a reason each abort makes an error with a stack, for nobody; a process that stops aborts thousands. */
const LEFT = "left";

/** Gives a value to the taker that the reader has left; `false` when he has left none. */
export type Give<T> = (value: T) => ReturnType<Taker<T>> | false;

/**
 * An async generator that ends when it is told to, even while it waits. A plain generator's `return()` queues behind
 * the pending `next()`, so a client that leaves would be noticed only at the next event; here it aborts the signal
 * that the inner waits obey. While the inner one waits, it may `give` values instead of yielding them.
 */
export function closable<T>(
  start: (signal: AbortSignal, give: Give<T>) => AsyncGenerator<T, void>,
): AsyncGenerator<T, void> & LiveStream<T> {
  const controller = new AbortController();
  let taker: Taker<T> | null = null;
  const inner = start(controller.signal, (value) => (taker === null ? false : taker(value)));
  const generator: AsyncGenerator<T, void> & LiveStream<T> = {
    next: () => inner.next(),
    return: () => {
      controller.abort(LEFT);
      return inner.return();
    },
    throw: (error) => {
      controller.abort(LEFT);
      return inner.throw(error);
    },
    handTo: (given) => {
      taker = given;
    },
    [Symbol.asyncIterator]: () => generator,
    [Symbol.asyncDispose]: async () => {
      await generator.return();
    },
  };
  return generator;
}
