import { LRUCache } from "lru-cache";
import { keepRenderings } from "../../domain/rendered-json.ts";
import type { CharacterSnapshot } from "../../domain/snapshots.ts";

/**
 * Limits the kept texts, in characters. A character has about 1,500. With the parsed object and its renderings it takes
 * about eight times as much memory, so this is 32 MB, for 2,700 characters.
 */
const MAX_TEXT = 4 * 1024 * 1024;

/** Snapshots by the text from which they were parsed, with the most recently read ones last. */
const snapshots = new LRUCache<string, CharacterSnapshot>({
  maxSize: MAX_TEXT,
  sizeCalculation: (_, text) => text.length,
});

/**
 * Parses a character as the database has returned it (SQL: `character_json`, as text). For a text that was parsed
 * before it returns the same object, with the renderings that are kept for it. The database is still asked each time,
 * so nothing stale is shown. The object is frozen.
 */
export function readSnapshot(text: string): CharacterSnapshot {
  const known = snapshots.get(text);
  if (known) return known;
  const snapshot = freeze(JSON.parse(text) as CharacterSnapshot);
  keepRenderings(snapshot);
  keepRenderings(snapshot.refs);
  snapshots.set(text, snapshot);
  return snapshot;
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}
