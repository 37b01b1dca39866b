/** A subscriber to open: the character and the API key. */
export type Watcher = { readonly characterId: string; readonly apiKey: string };

export type OpenArgs = { readonly port: number; readonly subscribers: readonly Watcher[] };

/** The messages since `begin`, as three lists with the same indexes, and the last version of each socket. */
export type Received = {
  readonly characters: readonly string[];
  readonly versions: readonly number[];
  /** Milliseconds since 1970. */
  readonly times: readonly number[];
  /** Errors: a gap, a repetition, a closed socket. */
  readonly broken: readonly string[];
  readonly last: readonly (readonly [characterId: string, version: number])[];
};
