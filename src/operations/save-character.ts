import { z } from "zod";
import { changeTarget } from "../services/characters/change-character.ts";
import * as characters from "../services/characters/save-character.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** Accepts a reviewed set: `reviewing` becomes `ready`; a ready character stays as it is. Free. */
export const saveCharacter = defineOperation({
  name: "save_character",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: ["character_state", "not_found"],
  input: z.strictObject({ id: lookupId }),
  run: async ({ app, call, input }) => {
    const saved = await characters.saveCharacter(app.db, app.callLimiter, changeTarget(call, input.id, "save"));
    if (saved.ok) app.notifier.notifyChanged(call.principal.teamId, input.id);
    return saved;
  },
});
