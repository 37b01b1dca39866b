import { LRUCache } from "lru-cache";
import { keepRenderings } from "../../domain/rendered-json.ts";
import type { CharacterSnapshot } from "../../domain/snapshots.ts";

/** A character's text, and the parsed object once the same text was read twice. */
type Entry = { readonly text: string; readonly snapshot: CharacterSnapshot | null };

/** An entry takes about 12 kB with the parsed object and its renderings, so all entries take 36 MB. */
const MAX_ENTRIES = 3_000;

/**
 * The length of the beginning of a text that is its key. It contains the character's id. The key need not be unique,
 * because the whole texts are compared.
 */
const KEY_LENGTH = 48;

/**
 * The longest rendering that is kept, as a multiple of the length of the character's text. With URLs a rendering is twice
 * as long. With the refs under 30 aliases it could be 30 times as long.
 */
const MAX_GROWTH = 3;

const entries = new LRUCache<string, Entry>({ max: MAX_ENTRIES });

/**
 * Parses a character as the database has returned it (SQL: `character_json`, as text). When the same text is read for
 * the second time, the object is frozen and kept, and later calls return it with its renderings. So a character that is
 * read once costs little more than parsing it. Callers read the text from the database each time, so the result is
 * never stale.
 */
export function readSnapshot(text: string): CharacterSnapshot {
  const key = text.slice(0, KEY_LENGTH);
  const known = entries.get(key);
  const isKnown = known?.text === text;
  if (isKnown && known.snapshot) return known.snapshot;
  const snapshot = JSON.parse(text) as CharacterSnapshot;
  if (isKnown) {
    freeze(snapshot);
    for (const source of [snapshot, snapshot.refs]) keepRenderings(source, MAX_GROWTH * text.length);
  }
  entries.set(key, { text, snapshot: isKnown ? snapshot : null });
  return snapshot;
}

function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const member of Object.values(value)) freeze(member);
  Object.freeze(value);
}
