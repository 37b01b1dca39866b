type Fields = Record<string, unknown> & { id: string };

/** How many objects are kept: more than a page shows. */
const MAX_KNOWN = 2_000;
const known = new Map<string, Fields>();

/**
 * Replaces older objects in a result before it reaches a cache. An event can arrive before the response to an earlier
 * call. An older state of a character or synthesis in the result gets the fields of the newest known state.
 */
export function keepNewest<T>(result: T): T {
  if (Array.isArray(result)) return result.map(keepNewest) as T;
  if (typeof result !== "object" || result === null) return result;
  const object = isFields(result) ? newest(result) : result;
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, keepNewest(value)])) as T;
}

function isFields(object: object): object is Fields {
  return "id" in object && typeof object.id === "string";
}

function newest(object: Fields): Fields {
  const age = ageOf(object);
  const last = known.get(object.id);
  if (age === null) return object;
  if (last && (ageOf(last) ?? 0) > age) {
    return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, last[name] ?? value])) as Fields;
  }
  known.delete(object.id);
  known.set(object.id, object);
  for (const id of known.keys()) if (known.size > MAX_KNOWN) known.delete(id);
  return object;
}

/** Orders states of an object: characters by version, syntheses by progress. Null for other objects. */
function ageOf({ version, id, status, progress }: Fields): number | null {
  if (typeof version === "number") return version;
  if (!id.startsWith("syn_") || typeof status !== "string") return null;
  if (status !== "RUNNING") return Number.POSITIVE_INFINITY;
  return (progress as { completed: number } | undefined)?.completed ?? 0;
}
