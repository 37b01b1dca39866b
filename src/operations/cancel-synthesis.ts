import { z } from "zod";
import { idToFind } from "../domain/ids.ts";
import { changeTarget } from "../services/characters/change-character.ts";
import * as generations from "../services/generations/cancel-synthesis.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

/**
 * Stops a character's synthesis: the character goes back to the state it had before, and the credits are released. With
 * an id only that run is stopped, so that a late call can't hit the next one. Free.
 */
export const cancelSynthesis = defineOperation({
  name: "cancel_synthesis",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: ["character_state", "not_found"],
  input: z.strictObject({ characterId: lookupId, synthesisId: z.string().nullish() }),
  run: async ({ app, call, input }) => {
    const { characterId, synthesisId } = input;
    const only = typeof synthesisId === "string" ? idToFind(synthesisId) : null;
    const target = changeTarget(call, characterId, "cancel");
    const cancelled = await generations.cancelSynthesis(app.db, app.callLimiter, target, only);
    if (cancelled.ok) app.notifier.notifyChanged(call.principal.teamId, characterId);
    return cancelled;
  },
});
