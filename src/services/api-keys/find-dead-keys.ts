import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { CallError } from "../../domain/errors.ts";
import { hashSecret } from "./secret.ts";

/** What stands for a secret in `findDeadKeys`: hexadecimal digits that can't be used as a key. */
export function keyDigest(secret: string): string {
  return hashSecret(secret).toString("hex");
}

/** A key that is no longer valid, and why: it or its parent was revoked, it has expired, or it does not exist. */
export type DeadKey = { readonly digest: string; readonly status: "revoked" | "expired" | "unknown" };

/** Those of the digests whose keys are no longer valid. */
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
