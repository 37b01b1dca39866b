/** Returns numbers from 0 (included) to 1 (excluded), in the same order for the same seed. */
export type Random = () => number;

/** Mulberry32, a small and fast generator whose quality is sufficient for drawing. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * An independent generator for one purpose, so that a choice added elsewhere does not change the numbers here (FNV-1a
 * of the label).
 */
export function stream(seed: number, label: string): Random {
  let hash = 0x811c9dc5 ^ (seed >>> 0);
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
  return randomFrom(Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) ^ seed);
}

/** One of the items; the list must not be empty. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

/** A number between two others. */
export const range = (random: Random, low: number, high: number): number => low + (high - low) * random();
