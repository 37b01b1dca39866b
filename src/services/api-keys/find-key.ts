import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import type { ContractVersion } from "../../domain/contract-version.ts";
import type { Principal, Scope } from "../../domain/principal.ts";
import { joinLookups } from "./join-lookups.ts";
import { hashSecret } from "./manage-keys.ts";

export type KeyVerdict = { status: "unknown" | "revoked" | "expired" } | { status: "valid"; principal: Principal };

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
