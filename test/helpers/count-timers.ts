/** Counts the running timers of this length that were started from now on. Other parts of the process use other lengths. */
export function countTimers(length: (ms: number) => boolean): Disposable & { readonly running: () => number } {
  const { setTimeout: start, clearTimeout: stop } = globalThis;
  const running = new Set<unknown>();
  const counted = (work: () => void, ms = 0) => {
    const timer = start(() => {
      running.delete(timer);
      work();
    }, ms);
    if (length(ms)) running.add(timer);
    return timer;
  };
  const cleared = (timer: NodeJS.Timeout) => {
    running.delete(timer);
    stop(timer);
  };
  Object.assign(globalThis, { setTimeout: counted, clearTimeout: cleared });
  return {
    running: () => running.size,
    [Symbol.dispose]: () => void Object.assign(globalThis, { setTimeout: start, clearTimeout: stop }),
  };
}
