import { LRUCache } from "lru-cache";
import { keepRenderings } from "../../domain/rendered-json.ts";
import type { CharacterSnapshot } from "../../domain/snapshots.ts";

/** A character's text; and the parsed object, once the same text was read twice. */
type Entry = { readonly text: string; readonly snapshot: CharacterSnapshot | null };

/** One takes about 12 kB with the parsed object and its renderings, so this is 36 MB. */
const MAX_ENTRIES = 3_000;

/** The texts begin with the character's id. Another beginning would only find fewer entries, as texts are compared. */
const KEY_LENGTH = 48;

const entries = new LRUCache<string, Entry>({ max: MAX_ENTRIES });

/**
 * Parses a character as the database has returned it (SQL: `character_json`, as text). From the third time on, the same
 * text returns the same object, with the renderings that are kept for it. The database is still asked each time, so
 * nothing stale is shown. A character that is read once costs little more than its parsing. A kept object is frozen.
 */
export function readSnapshot(text: string): CharacterSnapshot {
  const key = text.slice(0, KEY_LENGTH);
  const known = entries.get(key);
  const isKnown = known?.text === text;
  if (isKnown && known.snapshot) return known.snapshot;
  const snapshot = JSON.parse(text) as CharacterSnapshot;
  if (isKnown) {
    freeze(snapshot);
    keepRenderings(snapshot);
    keepRenderings(snapshot.refs);
  }
  entries.set(key, { text, snapshot: isKnown ? snapshot : null });
  return snapshot;
}

function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const member of Object.values(value)) freeze(member);
  Object.freeze(value);
}
