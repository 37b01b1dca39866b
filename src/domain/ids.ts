/** The prefix of every public id. Ids have the form `<prefix>_<ULID>`. */
export const ID_PREFIXES = {
  team: "team",
  apiKey: "key",
  character: "char",
  synthesis: "syn",
  image: "img",
  upload: "upl",
  request: "req",
} as const;

type IdKind = keyof typeof ID_PREFIXES;

/** Makes a new id. It is part of the context so that tests can predict ids. */
export type NewId = (kind: IdKind) => string;

/** The longest id that is looked up. Anything longer can't be an id of Retake. */
const MAX_ID_LENGTH = 64;

/** True for short, printable ASCII text that could be an id of Retake and is safe as a PostgreSQL parameter. */
export function isPlausibleId(text: string): boolean {
  return text.length > 0 && text.length <= MAX_ID_LENGTH && /^[\x21-\x7e]+$/.test(text);
}

/** Replaces text that can't be an id. It is looked up like an id and never found. */
const UNKNOWN_ID = "unknown";

/** Returns the text if it could be an id, otherwise an id that does not exist. */
export function idToFind(text: string): string {
  return isPlausibleId(text) ? text : UNKNOWN_ID;
}

/** A numbered id, such as that of a ref set. Its number is exact as a JavaScript number. */
const NUMBERED_ID = /^(set|led)_([!-~]+)_([1-9][0-9]{0,14})$/;
/** The largest integer of PostgreSQL, which is the type of a set's number. */
const MAX_INTEGER = 2_147_483_647;

/** The id of a ref set, from its key: `set_<ULID of the character>_<number>`. */
export function refSetId(characterId: string, number: number): string {
  return `set_${characterId.slice(characterId.indexOf("_") + 1)}_${number}`;
}

/** Parses the id of a ref set; null when it can't be one. */
export function parseRefSetId(id: string): { readonly characterId: string; readonly number: number } | null {
  const [, kind, ulid, digits] = (isPlausibleId(id) && NUMBERED_ID.exec(id)) || [];
  const number = Number(digits);
  return kind === "set" && number <= MAX_INTEGER ? { characterId: `${ID_PREFIXES.character}_${ulid}`, number } : null;
}

/**
 * Parses the id of a ledger entry, `led_<ULID of the team>_<number>` (SQL: `entry_json`); null when it can't be one.
 */
export function parseEntryId(id: string): { readonly teamId: string; readonly seq: number } | null {
  const [, kind, ulid, digits] = (isPlausibleId(id) && NUMBERED_ID.exec(id)) || [];
  return kind === "led" ? { teamId: `${ID_PREFIXES.team}_${ulid}`, seq: Number(digits) } : null;
}
