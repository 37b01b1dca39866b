import { z } from "zod";
import { ok } from "../domain/refusals.ts";
import { type KeyRow, listKeys } from "../services/api-keys/manage-keys.ts";
import { defineOperation } from "./operation.ts";

export type ApiKey = KeyRow;

/**
 * Lists the API keys of the caller's team, oldest first, without access tokens. No rate limit: it is read as a field of
 * the team, which has taken the token.
 */
export const listApiKeys = defineOperation({
  name: "list_api_keys",
  scope: "full",
  bucket: null,
  idempotent: false,
  refusals: [],
  input: z.strictObject({}),
  run: async ({ app, call }) => ok(await listKeys(app.db, call.principal.teamId)),
});
