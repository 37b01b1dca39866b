import { LRUCache } from "lru-cache";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import type { ContractVersion } from "../../domain/contract-version.ts";
import type { Principal, Scope } from "../../domain/principal.ts";
import { keyDigest, keysChannel } from "./manage-keys.ts";

type KeyVerdict = { status: "unknown" | "revoked" | "expired" } | { status: "valid"; principal: Principal };

/** Finds the caller with this secret. */
export type KeyFinder = {
  /** An access token is not valid when the key it was made with is not. */
  readonly find: (secret: string) => Promise<KeyVerdict>;
  /** Makes the next `find` of every key read the database, because a key may have been revoked. */
  readonly forget: () => void;
};

/**
 * Time in ms for which a valid key is kept, from the beginning of its look-up. A read whose key is kept takes 0.6 times
 * the CPU time of one with a look-up. A revoked key is refused within 2 s even if the notification of its revocation is
 * lost.
 */
const KEEP_MS = 1_500;
/** A kept key takes about 500 bytes. */
const MAX_KEPT_KEYS = 10_000;

type Kept = { readonly verdict: KeyVerdict; readonly until: number };

/** Keeps valid keys by their digests. Keys that are not valid are looked up each time. */
export function createKeyFinder(db: Database, now: () => number = () => performance.now()): KeyFinder {
  const kept = new LRUCache<string, Kept>({ max: MAX_KEPT_KEYS });
  let forgotten = 0;
  const lookUpAndKeep = async (digest: string): Promise<KeyVerdict> => {
    const began = now();
    const forgottenBefore = forgotten;
    const { verdict, validMs } = await lookUp(db, digest);
    // A look-up that began before the notification may have read the state before the revocation.
    if (verdict.status === "valid" && forgotten === forgottenBefore) {
      kept.set(digest, { verdict, until: began + Math.min(KEEP_MS, validMs ?? KEEP_MS) });
    }
    return verdict;
  };
  const find = joinLookups(lookUpAndKeep);
  return {
    find: (secret) => {
      const digest = keyDigest(secret);
      const known = kept.get(digest);
      return known && now() < known.until ? Promise.resolve(known.verdict) : find(digest);
    },
    forget: () => {
      forgotten += 1;
      kept.clear();
    },
  };
}

/**
 * Calls `forget` when any process revokes a key, and after each reconnect. Returns a function that stops listening.
 */
export function listenForRevocations(
  db: Pick<Database, "listen" | "schema">,
  forget: () => void,
): Promise<() => Promise<void>> {
  return db.listen(keysChannel(db.schema), forget, forget);
}

type Row = {
  id: string;
  team_id: string;
  scope: Scope;
  aurous_version: ContractVersion;
  revoked: boolean;
  /** Time in ms until it expires; null for a key that does not. */
  valid_ms: number | null;
};

async function lookUp(db: Database, digest: string): Promise<{ verdict: KeyVerdict; validMs: number | null }> {
  const [row] = await query(db.sql<Row[]>`
    select k.id, k.team_id, k.scope, t.aurous_version,
           k.revoked_at is not null or parent.revoked_at is not null as revoked,
           (extract(epoch from k.expires_at - retake.clock_now()) * 1000)::float8 as valid_ms
      from retake.api_keys k join retake.teams t on t.id = k.team_id left join retake.api_keys parent on parent.id = k.parent_id
     where k.hash = decode(${digest}, 'hex')`);
  const validMs = row?.valid_ms ?? null;
  if (!row) return { verdict: { status: "unknown" }, validMs };
  if (row.revoked) return { verdict: { status: "revoked" }, validMs };
  if (validMs !== null && validMs <= 0) return { verdict: { status: "expired" }, validMs };
  const principal = { teamId: row.team_id, keyId: row.id, scope: row.scope, pinnedVersion: row.aurous_version };
  return { verdict: { status: "valid", principal }, validMs };
}

type Lookup<T> = { readonly answer: Promise<T>; next: Promise<T> | null };

/**
 * Shares look-ups between callers that ask for the same key at the same time, so that a thousand calls cost two. A
 * call gets the result of a look-up that began after the call, so it never misses an earlier revocation. When a
 * look-up fails, the calls that wait for it fail too and do not wait as long again.
 * @internal
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
