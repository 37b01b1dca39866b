/** A timer that fires more than this much too late was delayed by this process being busy. */
const LATE_MS = 50;

/**
 * Calls `expire` after `ms` and returns a function that cancels it. A timer that fires late shows that this process
 * was busy, so the awaited answer may have arrived without having been read. The wait is then extended by the delay,
 * by at most `ms` in all, and at least until the next I/O has been read.
 */
export function startDeadline(ms: number, expire: () => void): () => void {
  let dueAt = performance.now() + ms;
  let extended = 0;
  let immediate: NodeJS.Immediate | undefined;
  const fire = () => {
    const now = performance.now();
    const late = now - dueAt;
    if (late > LATE_MS && extended < ms) {
      const more = Math.min(late, ms - extended);
      extended += more;
      dueAt = now + more;
      timer = setTimeout(fire, more);
    } else {
      immediate = setImmediate(expire);
    }
  };
  let timer = setTimeout(fire, ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
}
