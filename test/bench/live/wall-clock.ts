/** Milliseconds since 1970 with fractions, on the clock that the database's commit times are on. */
export type WallClock = () => number;

/** Sets `performance.now()` by the wall clock at this moment; the two drift apart by microseconds a second at most. */
export function setWallClock(): WallClock {
  const before = Date.now();
  let tick = before;
  while (tick === before) tick = Date.now();
  const offset = tick - performance.now();
  return () => offset + performance.now();
}
