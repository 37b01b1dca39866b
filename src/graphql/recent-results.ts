/** What was found out about an object just now, by a key. Forgets by itself. */
export type RecentResults<T> = {
  readonly get: (about: object, key: string) => T | undefined;
  readonly set: (about: object, key: string, value: T) => void;
};

type Generation<T> = Map<object, Map<string, T>>;

/**
 * Remembers each value for `ms` to twice as long. Not by the objects' own lives: who waits for his next event holds the
 * last one, and ten thousand of them would hold ten thousand results.
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
