import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { hashSecret, previewSecret } from "./manage-keys.ts";

/** A token to create. The caller provides id and secret; the lifetime begins now, by the database's clock. */
export type NewConsoleToken = { readonly id: string; readonly secret: string; readonly ttlSeconds: number };

/** Stores a one-time code by its hash and returns when it expires. Returns null when there is no such team. */
export async function insertConsoleCode(
  db: Database,
  { teamId, code, ttlSeconds }: { readonly teamId: string; readonly code: string; readonly ttlSeconds: number },
): Promise<Date | null> {
  const [row] = await query(db.sql<{ expires_at: Date }[]>`
    insert into retake.console_codes (hash, team_id, expires_at)
    select ${hashSecret(code)}, id, retake.clock_now() + make_interval(secs => ${ttlSeconds}) from retake.teams where id = ${teamId}
    returning expires_at`);
  return row?.expires_at ?? null;
}

/**
 * Uses up a code and stores a token for its team, in one statement. Returns null when the code is unknown, used or
 * expired.
 */
export async function redeemConsoleCode(db: Database, code: string, token: NewConsoleToken): Promise<Date | null> {
  const [row] = await query(db.sql<{ expires_at: Date }[]>`
    with code as (delete from retake.console_codes where hash = ${hashSecret(code)} returning team_id, expires_at)
    insert into retake.api_keys (id, team_id, hash, preview, scope, created_at, expires_at, console_signed_in_at)
    select ${token.id}, team_id, ${hashSecret(token.secret)}, ${previewSecret(token.secret)}, 'full', retake.clock_now(),
           retake.clock_now() + make_interval(secs => ${token.ttlSeconds}), retake.clock_now()
      from code where expires_at > retake.clock_now()
    returning expires_at`);
  return row?.expires_at ?? null;
}

/** Stores a token with the key's scope. Returns null when the secret is not that of a valid API key. */
export async function exchangeKeyForConsoleToken(
  db: Database,
  apiKey: string,
  token: NewConsoleToken,
): Promise<Date | null> {
  const [row] = await query(db.sql<{ expires_at: Date }[]>`
    insert into retake.api_keys (id, team_id, parent_id, hash, preview, scope, created_at, expires_at, console_signed_in_at)
    select ${token.id}, team_id, id, ${hashSecret(token.secret)}, ${previewSecret(token.secret)}, scope, retake.clock_now(),
           retake.clock_now() + make_interval(secs => ${token.ttlSeconds}), retake.clock_now()
      from retake.api_keys
     where hash = ${hashSecret(apiKey)} and parent_id is null and console_signed_in_at is null and revoked_at is null
    returning expires_at`);
  return row?.expires_at ?? null;
}

/**
 * Stores a successor of a valid console token with the same scope and parent. Returns null when the token is not
 * valid or the person signed in more than `maxSessionSeconds` ago.
 */
export async function renewConsoleToken(
  db: Database,
  current: string,
  { id, secret, ttlSeconds, maxSessionSeconds }: NewConsoleToken & { readonly maxSessionSeconds: number },
): Promise<Date | null> {
  const [row] = await query(db.sql<{ expires_at: Date }[]>`
    insert into retake.api_keys (id, team_id, parent_id, hash, preview, scope, created_at, expires_at, console_signed_in_at)
    select ${id}, k.team_id, k.parent_id, ${hashSecret(secret)}, ${previewSecret(secret)}, k.scope, retake.clock_now(),
           retake.clock_now() + make_interval(secs => ${ttlSeconds}), k.console_signed_in_at
      from retake.api_keys k left join retake.api_keys parent on parent.id = k.parent_id
     where k.hash = ${hashSecret(current)} and k.console_signed_in_at is not null
       and k.console_signed_in_at > retake.clock_now() - make_interval(secs => ${maxSessionSeconds})
       and k.revoked_at is null and parent.revoked_at is null and k.expires_at > retake.clock_now()
    returning expires_at`);
  return row?.expires_at ?? null;
}
