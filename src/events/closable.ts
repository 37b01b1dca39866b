/** Without a reason each abort makes an error with a stack, for nobody; a process that stops aborts thousands. */
const LEFT = "left";

/**
 * An async generator that ends when it is told to, even while it waits. A plain generator's `return()` queues behind
 * the pending `next()`, so a client that leaves would be noticed only at the next event; here it aborts the signal
 * that the inner waits obey.
 */
export function closable<T>(start: (signal: AbortSignal) => AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  const controller = new AbortController();
  const inner = start(controller.signal);
  const generator: AsyncGenerator<T, void> = {
    next: () => inner.next(),
    return: () => {
      controller.abort(LEFT);
      return inner.return();
    },
    throw: (error) => {
      controller.abort(LEFT);
      return inner.throw(error);
    },
    [Symbol.asyncIterator]: () => generator,
    [Symbol.asyncDispose]: async () => {
      await generator.return();
    },
  };
  return generator;
}
