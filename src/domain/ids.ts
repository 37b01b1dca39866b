/** Prefix of every public id: `<prefix>_<ULID>`. */
export const ID_PREFIXES = {
  team: "team",
  apiKey: "key",
  character: "char",
  synthesis: "syn",
  image: "img",
  upload: "upl",
  request: "req",
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** Makes ids; comes from the context so that tests can make them predictable. */
export type NewId = (kind: IdKind) => string;

/** Longest id that is looked up at all: anything longer can't be one of ours. */
export const MAX_ID_LENGTH = 64;

/** True for text that could be one of our ids: short, printable ASCII, so safe as a PostgreSQL parameter. */
export function isPlausibleId(text: string): boolean {
  return text.length > 0 && text.length <= MAX_ID_LENGTH && /^[\x21-\x7e]+$/.test(text);
}

/** Stands for any text that can't be an id: looked up like one, and never found. */
const UNKNOWN_ID = "unknown";

/** The text if it could be an id, else an id that nothing has. */
export function idToFind(text: string): string {
  return isPlausibleId(text) ? text : UNKNOWN_ID;
}
