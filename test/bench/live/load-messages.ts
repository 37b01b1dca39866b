/** A subscriber to be: which character, and whose key. */
export type Watcher = { readonly characterId: string; readonly apiKey: string };

export type OpenArgs = { readonly port: number; readonly subscribers: readonly Watcher[] };

/** What came since `begin`, message by message (one index in three lists), and where each socket stands. */
export type Received = {
  readonly characters: readonly string[];
  readonly versions: readonly number[];
  /** Milliseconds since 1970. */
  readonly times: readonly number[];
  /** Whatever must not happen: a gap, a repetition, a closed socket. */
  readonly broken: readonly string[];
  readonly last: readonly (readonly [characterId: string, version: number])[];
};
