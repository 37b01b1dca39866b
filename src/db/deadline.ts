/** A timer that fires later than this was kept from it by this process. */
const LATE_MS = 50;

/**
 * Calls `expire` when `ms` have passed; returns how to cancel that. A timer that fires late says that this process was
 * busy, and that what it waits for may be there and unread: then it waits once more for as long as it was late, at most
 * for `ms` in all, and in any case until the next I/O was read.
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
