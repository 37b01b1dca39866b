import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { hashSecret } from "./secret.ts";

/** By what a secret is known to `findDeadKeys`: hexadecimal digits that open nothing. */
export function keyDigest(secret: string): string {
  return hashSecret(secret).toString("hex");
}

/** Those of the digests that no good key has: it was revoked, or the one it was made with, or it has expired. */
export async function findDeadKeys(db: Database, digests: readonly string[]): Promise<readonly string[]> {
  const rows = await query(db.sql<{ digest: string }[]>`
    select asked.digest
      from unnest(${digests}::text[]) as asked (digest)
     where not exists (
       select from retake.api_keys k left join retake.api_keys parent on parent.id = k.parent_id
        where k.hash = decode(asked.digest, 'hex') and k.revoked_at is null and parent.revoked_at is null
          and coalesce(k.expires_at > retake.clock_now(), true))`);
  return rows.map(({ digest }) => digest);
}
