import { z } from "zod";
import { changeTarget } from "../services/characters/change-character.ts";
import * as refSets from "../services/ref-sets/restore-ref-set.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** PostgreSQL's integer; no character has as many sets. */
const MAX_NUMBER = 2_147_483_647;

/** Makes an earlier set current again: free, and the way out of `failed`. An unknown number is not found. */
export const restoreRefSet = defineOperation({
  name: "restore_ref_set",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: ["character_state", "not_found"],
  input: z.strictObject({ characterId: lookupId, number: z.int().min(1).max(MAX_NUMBER) }),
  run: async ({ app, call, input }) => {
    const { characterId, number } = input;
    const target = changeTarget(call, characterId, "restore_ref_set");
    const restored = await refSets.restoreRefSet(app.db, app.callLimiter, target, number);
    if (restored.ok) app.notifier.notifyChanged(call.principal.teamId, characterId);
    return restored;
  },
});
