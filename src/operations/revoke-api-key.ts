import { z } from "zod";
import { idToFind } from "../domain/ids.ts";
import { ok, refuse } from "../domain/refusals.ts";
import { revokeTeamKey } from "../services/api-keys/manage-keys.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

/**
 * Revokes an API key of the caller's team, its own one included, and with it every token made with it. Other processes
 * refuse it at their next look-up, and its streams close within seconds. Revoking it again changes nothing.
 */
export const revokeApiKey = defineOperation({
  name: "revoke_api_key",
  scope: "full",
  bucket: "reads",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ id: lookupId }),
  run: async ({ app, call, input }) => {
    const revoked = await revokeTeamKey(app.db, call.principal.teamId, idToFind(input.id));
    return revoked ? ok(revoked) : refuse({ kind: "not_found" });
  },
});
