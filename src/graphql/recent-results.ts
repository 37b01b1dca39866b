/** A cache of results about objects, by object and key, whose entries expire. */
export type RecentResults<T> = {
  readonly get: (about: object, key: string) => T | undefined;
  readonly set: (about: object, key: string, value: T) => void;
};

type Generation<T> = Map<object, Map<string, T>>;

/**
 * Keeps each value for `ms` to twice as long. Not for as long as the object lives: a subscriber that waits for its next
 * event may hold the last one, and ten thousand subscribers would hold ten thousand results.
 */
export function createRecentResults<T>(ms: number): RecentResults<T> {
  let young: Generation<T> = new Map();
  let old: Generation<T> = new Map();
  let isAging = false;

  const age = () => {
    old = young;
    young = new Map();
    isAging = old.size > 0;
    if (isAging) setTimeout(age, ms).unref();
  };

  return {
    get: (about, key) => young.get(about)?.get(key) ?? old.get(about)?.get(key),
    set: (about, key, value) => {
      const known = young.get(about);
      if (known) known.set(key, value);
      else young.set(about, new Map([[key, value]]));
      if (!isAging) setTimeout(age, ms).unref();
      isAging = true;
    },
  };
}
