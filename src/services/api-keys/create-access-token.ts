import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import type { Scope } from "../../domain/principal.ts";
import { hashSecret, previewSecret } from "./secret.ts";

export type NewAccessToken = {
  readonly id: string;
  readonly parentId: string;
  readonly teamId: string;
  readonly scope: Scope;
  readonly secret: string;
  readonly ttlSeconds: number;
};

/** Stores a token by its hash and tells when it ends; null when the parent is no living key (a token makes none). */
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
