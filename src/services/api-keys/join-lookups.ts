type Lookup<T> = { readonly answer: Promise<T>; next: Promise<T> | null };

/**
 * Lets those who ask for the same thing at the same time share look-ups: a thousand cost two. Each gets an answer whose
 * look-up began after he had asked, so what was true before he asked (a key revoked by then) is never told him. Where
 * a look-up fails, those who wait behind it fail with it rather than wait as long once more.
 */
export function joinLookups<T>(find: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const running = new Map<string, Lookup<T>>();

  const begin = (key: string): Promise<T> => {
    const lookup: Lookup<T> = { answer: find(key), next: null };
    running.set(key, lookup);
    const end = () => void running.delete(key);
    const endUnlessAsked = () => {
      if (!lookup.next) end();
    };
    lookup.answer.then(endUnlessAsked, end);
    return lookup.answer;
  };

  return (key) => {
    const lookup = running.get(key);
    if (!lookup) return begin(key);
    lookup.next ??= lookup.answer.then(() => begin(key));
    return lookup.next;
  };
}
