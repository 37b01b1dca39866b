import { hash } from "node:crypto";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { channelName } from "../../db/schema-name.ts";
import { CallError } from "../../domain/errors.ts";
import type { Scope } from "../../domain/principal.ts";

export type KeyRow = {
  readonly id: string;
  readonly preview: string;
  readonly scope: Scope;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
};

/** Stores a key by its hash. Returns false when there is no such team. */
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

/** Revocations are notified on this channel, because processes cache valid keys. A notification has no payload. */
export const keysChannel = (schema: string) => channelName("retake_keys", schema);

/**
 * Revokes a key and every token made from it. Returns false when there is no such key. Revoking it again has no
 * effect.
 */
export async function revokeKey(db: Database, keyId: string): Promise<boolean> {
  const rows = await query(db.sql`
    with revoked as (
      update retake.api_keys set revoked_at = coalesce(revoked_at, retake.clock_now()) where id = ${keyId} returning id)
    select id, pg_notify(${keysChannel(db.schema)}, '') from revoked`);
  return rows.length === 1;
}

/**
 * Revokes and returns a key of this team. Returns null when the team has no such key; access tokens do not count as
 * keys.
 */
export async function revokeTeamKey(db: Database, teamId: string, keyId: string): Promise<KeyRow | null> {
  const [row] = await query(db.sql<KeyRow[]>`
    with revoked as (
      update retake.api_keys set revoked_at = coalesce(revoked_at, retake.clock_now())
       where id = ${keyId} and team_id = ${teamId} and parent_id is null and console_signed_in_at is null
      returning id, preview, scope, created_at, revoked_at),
    notified as (select pg_notify(${keysChannel(db.schema)}, '') from revoked)
    select revoked.* from revoked, notified`);
  return row ?? null;
}

/** A team's keys, oldest first; access tokens are not listed. */
export function listKeys(db: Database, teamId: string): Promise<readonly KeyRow[]> {
  return query(db.sql<KeyRow[]>`
    select id, preview, scope, created_at, revoked_at from retake.api_keys
     where team_id = ${teamId} and parent_id is null and console_signed_in_at is null
     order by created_at, id collate "C" limit 1000`);
}

export type NewAccessToken = {
  readonly id: string;
  readonly parentId: string;
  readonly teamId: string;
  readonly scope: Scope;
  readonly secret: string;
  readonly ttlSeconds: number;
};

/**
 * Stores a token by its hash and returns when it expires. Returns null when the parent is not a valid API key; a
 * token can't be a parent.
 */
export async function insertAccessToken(db: Database, token: NewAccessToken): Promise<Date | null> {
  const [row] = await query(db.sql<{ expires_at: Date }[]>`
    insert into retake.api_keys (id, team_id, parent_id, hash, preview, scope, created_at, expires_at)
    select ${token.id}, parent.team_id, parent.id, ${hashSecret(token.secret)}, ${previewSecret(token.secret)},
           ${token.scope}, retake.clock_now(), retake.clock_now() + make_interval(secs => ${token.ttlSeconds})
      from retake.api_keys parent
     where parent.id = ${token.parentId} and parent.team_id = ${token.teamId} and parent.parent_id is null
       and parent.console_signed_in_at is null
       and parent.scope = 'full' and parent.revoked_at is null
    returning expires_at`);
  return row?.expires_at ?? null;
}

/** True for a revoked key, also while this process still keeps it as valid. */
export async function isRevoked(db: Database, keyId: string): Promise<boolean> {
  const [row] = await query(db.sql<{ revoked: boolean }[]>`
    select revoked_at is not null as revoked from retake.api_keys where id = ${keyId}`);
  return row?.revoked ?? false;
}

/** Random bytes of a secret, too many to guess. */
export const SECRET_BYTES = 32;

const PREFIX = "al_live_";
/** The number of characters of a secret that may be shown, so that people can distinguish keys. */
const PREVIEW_LENGTH = 14;

/** The secret of a key from 32 random bytes: `al_live_` and 64 hexadecimal digits. */
export function keySecret(random: Uint8Array): string {
  return PREFIX + Buffer.from(random).toString("hex");
}

/** The stored form of a secret. SHA-256 without salt suffices for 256 random bits. */
export function hashSecret(secret: string): Buffer {
  return hash("sha256", secret, "buffer");
}

export function previewSecret(secret: string): string {
  return secret.slice(0, PREVIEW_LENGTH);
}

/** The hash of a secret as hexadecimal digits, for caches and comparisons. It can't be used as a key. */
export function keyDigest(secret: string): string {
  return hashSecret(secret).toString("hex");
}

/** A key that is no longer valid, and why: it or its parent was revoked, it has expired, or it does not exist. */
export type DeadKey = { readonly digest: string; readonly status: "revoked" | "expired" | "unknown" };

/** Returns those of the digests whose keys are no longer valid. */
export async function findDeadKeys(db: Database, digests: readonly string[]): Promise<readonly DeadKey[]> {
  return query(db.sql<DeadKey[]>`
    select digest, status
      from (select asked.digest,
                   case when k.id is null then 'unknown'
                        when k.revoked_at is not null or parent.revoked_at is not null then 'revoked'
                        when k.expires_at <= retake.clock_now() then 'expired' end as status
              from unnest(${digests}::text[]) as asked (digest)
              left join retake.api_keys k on k.hash = decode(asked.digest, 'hex')
              left join retake.api_keys parent on parent.id = k.parent_id) judged
     where status is not null`);
}

/** The error for a key that is not valid. */
export function deadKeyError(status: DeadKey["status"]): CallError {
  switch (status) {
    case "revoked":
      return new CallError("revoked_api_key", "This API key was revoked.");
    case "expired":
      return new CallError("token_expired", "This access token has expired. Request a new one.");
    case "unknown":
      return new CallError("invalid_api_key", "This API key is not known.");
  }
}
