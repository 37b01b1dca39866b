import { z } from "zod";
import { changeTarget } from "../services/characters/change-character.ts";
import * as characters from "../services/characters/delete-character.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** Deletes a character for good; a running synthesis is cancelled and released. A second time it is not found. */
export const deleteCharacter = defineOperation({
  name: "delete_character",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ id: lookupId }),
  run: async ({ app, call, input }) => {
    const deleted = await characters.deleteCharacter(app.db, app.callLimiter, changeTarget(call, input.id, "delete"));
    if (deleted.ok) app.notifier.notifyChanged(call.principal.teamId, input.id);
    return deleted;
  },
});
