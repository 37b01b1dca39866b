import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import type { Scope } from "../../domain/principal.ts";
import { hashSecret, previewSecret } from "./secret.ts";

export type KeyRow = {
  readonly id: string;
  readonly preview: string;
  readonly scope: Scope;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
};

/** Stores a key by its hash; false when there is no such team. */
export async function insertKey(
  db: Database,
  key: { id: string; teamId: string; scope: Scope; secret: string },
): Promise<boolean> {
  const rows = await query(db.sql`
    insert into retake.api_keys (id, team_id, hash, preview, scope)
    select ${key.id}, t.id, ${hashSecret(key.secret)}, ${previewSecret(key.secret)}, ${key.scope}
      from retake.teams t where t.id = ${key.teamId}
    returning id`);
  return rows.length === 1;
}

/** Revokes a key, and with it every token made from it; false when there is no such key. A second time is harmless. */
export async function revokeKey(db: Database, keyId: string): Promise<boolean> {
  const rows = await query(db.sql`
    update retake.api_keys set revoked_at = coalesce(revoked_at, retake.clock_now()) where id = ${keyId} returning id`);
  return rows.length === 1;
}

/** The same for a key of this team, which it returns; null when the team has no such key. Access tokens are no keys. */
export async function revokeTeamKey(db: Database, teamId: string, keyId: string): Promise<KeyRow | null> {
  const [row] = await query(db.sql<KeyRow[]>`
    update retake.api_keys set revoked_at = coalesce(revoked_at, retake.clock_now())
     where id = ${keyId} and team_id = ${teamId} and parent_id is null and console_signed_in_at is null
    returning id, preview, scope, created_at, revoked_at`);
  return row ?? null;
}

/** A team's keys, oldest first; access tokens are not listed. */
export function listKeys(db: Database, teamId: string): Promise<readonly KeyRow[]> {
  return query(db.sql<KeyRow[]>`
    select id, preview, scope, created_at, revoked_at from retake.api_keys
     where team_id = ${teamId} and parent_id is null and console_signed_in_at is null
     order by created_at, id collate "C" limit 1000`);
}
