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

/**
 * A stream over another. Not an async generator: `return` reaches the source at once, also while a value of it is
 * awaited, so that whoever goes away is forgotten at once.
 */
export function tapStream<T, U>(source: AsyncIterable<T>, tap: Tap<T, U>): AsyncIterableIterator<U, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const over = { done: true, value: undefined } as const;
  let ended = false;

  const end = () => {
    if (ended) return;
    ended = true;
    tap.end?.();
  };

  return {
    next: async () => {
      if (ended) return over;
      try {
        const result = await iterator.next();
        if (!result.done) return { done: false, value: await tap.map(result.value) };
        end();
        return over;
      } catch (error) {
        if (ended) return over;
        end();
        // What failed may be ours rather than the source's, which then still waits.
        iterator.return?.().then(undefined, () => {});
        if (!tap.fail) throw error;
        return { done: false, value: tap.fail(error) };
      }
    },
    return: async () => {
      end();
      await iterator.return?.();
      return over;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
