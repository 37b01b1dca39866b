import { randomBytes } from "node:crypto";
import type { AppContext } from "../context.ts";
import type { Scope } from "../domain/principal.ts";
import { accepted, type Outcome, refused } from "../domain/refusals.ts";
import * as keys from "../services/api-keys/manage-keys.ts";
import { keySecret, SECRET_BYTES } from "../services/api-keys/secret.ts";
import { readTeam } from "../services/teams/read-team.ts";

/** An operator's call: a new key of a team. The secret is told here and never again. */
export async function createKey(
  app: AppContext,
  teamId: string,
  scope: Scope,
): Promise<Outcome<{ keyId: string; secret: string }>> {
  const keyId = app.newId("apiKey");
  const secret = keySecret(randomBytes(SECRET_BYTES));
  const created = await keys.insertKey(app.db, { id: keyId, teamId, scope, secret });
  return created ? accepted({ keyId, secret }) : refused({ kind: "not_found" });
}

/** Revokes a key: calls with it are refused from now on, its streams close within seconds. */
export async function revokeKey(app: AppContext, keyId: string): Promise<Outcome<{ keyId: string }>> {
  const revoked = await keys.revokeKey(app.db, keyId);
  return revoked ? accepted({ keyId }) : refused({ kind: "not_found" });
}

/** An operator's call: a team's keys with their previews, oldest first. */
export async function listKeys(app: AppContext, teamId: string): Promise<Outcome<readonly keys.KeyRow[]>> {
  const team = await readTeam(app.db, teamId);
  return team ? accepted(await keys.listKeys(app.db, teamId)) : refused({ kind: "not_found" });
}
