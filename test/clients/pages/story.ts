export type Character = {
  version: number;
  status: string;
  refs: { url: string }[];
  synthesis: { status: string } | null;
};
export type Paid = { replayed?: boolean; character?: Character | null; code?: string };

/** What a page does with a client library and its cache. */
export type Story = {
  /** Reads the character through the cache. */
  readonly read: (id: string) => Promise<Character | null>;
  /** Follows the character's changes from now on. */
  readonly follow: (id: string) => void;
  readonly resynthesize: (id: string, idempotencyKey: string) => Promise<Paid>;
  /** The character in the cache; null when the cache does not contain it. */
  readonly shown: (id: string) => Character | null;
};
