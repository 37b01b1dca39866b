/**
 * Takes a value of a stream: `undefined` when it has, a promise while it must not be given the next one yet. What it
 * throws or rejects with, the stream fails with.
 */
export type Taker<T> = (value: T) => Promise<void> | undefined;

/**
 * A stream whose reader may leave a taker: while he waits in `next()`, values are given to the taker at once, and
 * `next()` goes on waiting. Everything else (what the taker is not given, the end, errors) still comes from `next()`, in
 * order. For thousands who wait for the same: a value through some layers of generators costs each of them more than all
 * the rest.
 */
export type LiveStream<T> = AsyncIterator<T, void> & { readonly handTo: (taker: Taker<T>) => void };

export function isLive<T>(stream: object): stream is LiveStream<T> {
  return "handTo" in stream;
}
