import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { hashSecret, previewSecret } from "./manage-keys.ts";

/** The token to make: its id and secret come from the caller, its life begins now by the database's clock. */
export type NewConsoleToken = { readonly id: string; readonly secret: string; readonly ttlSeconds: number };

/** Stores a one-time code by its hash; null when there is no such team. Returns when the code ends. */
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

/** Uses a code up and stores a token for its team, in one statement; null when the code is unknown, used or expired. */
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

/** Stores a token of the key's scope; null when the secret belongs to no API key that is good now. */
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
 * Stores the successor of a console token that is still good, with its scope and parent; null when it is not good, or
 * when the person signed in longer than `maxSessionSeconds` ago.
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
