import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import type { ContractVersion } from "../../domain/contract-version.ts";
import type { Principal, Scope } from "../../domain/principal.ts";
import { hashSecret } from "./manage-keys.ts";

type KeyVerdict = { status: "unknown" | "revoked" | "expired" } | { status: "valid"; principal: Principal };

type Row = {
  id: string;
  team_id: string;
  scope: Scope;
  aurous_version: ContractVersion;
  revoked: boolean;
  expired: boolean;
};

type FindKey = (secret: string) => Promise<KeyVerdict>;

/** The look-ups under way on each database. */
const lookups = new WeakMap<Database, FindKey>();

/** Who holds this secret now. A token is as dead as the key it was made with. */
export function findKey(db: Database, secret: string): Promise<KeyVerdict> {
  const find = lookups.get(db) ?? joinLookups((wanted) => lookUp(db, wanted));
  lookups.set(db, find);
  return find(secret);
}

async function lookUp(db: Database, secret: string): Promise<KeyVerdict> {
  const [row] = await query(db.sql<Row[]>`
    select k.id, k.team_id, k.scope, t.aurous_version,
           k.revoked_at is not null or parent.revoked_at is not null as revoked,
           coalesce(k.expires_at <= retake.clock_now(), false) as expired
      from retake.api_keys k join retake.teams t on t.id = k.team_id left join retake.api_keys parent on parent.id = k.parent_id
     where k.hash = ${hashSecret(secret)}`);
  if (!row) return { status: "unknown" };
  if (row.revoked) return { status: "revoked" };
  if (row.expired) return { status: "expired" };
  const principal = { teamId: row.team_id, keyId: row.id, scope: row.scope, pinnedVersion: row.aurous_version };
  return { status: "valid", principal };
}

type Lookup<T> = { readonly answer: Promise<T>; next: Promise<T> | null };

/**
 * Lets those who ask for the same thing at the same time share look-ups: a thousand cost two. Each gets an answer whose
 * look-up began after he had asked, so what was true before he asked (a key revoked by then) is never told him. Where
 * a look-up fails, those who wait behind it fail with it rather than wait as long once more.
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
