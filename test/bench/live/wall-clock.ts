/** Milliseconds since 1970 with fractions, on the same clock as the database's commit times. */
export type WallClock = () => number;

/** Synchronizes `performance.now()` with the wall clock. They drift apart by at most microseconds a second. */
export function setWallClock(): WallClock {
  const before = Date.now();
  let tick = before;
  while (tick === before) tick = Date.now();
  const offset = tick - performance.now();
  return () => offset + performance.now();
}
