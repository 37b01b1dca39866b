import { z } from "zod";
import { changeTarget } from "../services/characters/change-character.ts";
import * as characters from "../services/characters/update-character.ts";
import { attributesInput, lookupId, setAttributes, text } from "./input.ts";
import { defineOperation } from "./operation.ts";

/**
 * Changes name and attributes (replaced as a whole), in any state but deleted. Values that stay the same are no change.
 * A running synthesis keeps the attributes of its accept. Free.
 */
export const updateCharacter = defineOperation({
  name: "update_character",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({
    id: lookupId,
    // A name can't be unset, so null leaves it; null attributes are unset.
    name: text(1, 120).nullish(),
    attributes: attributesInput.nullish(),
  }),
  run: async ({ app, call, input }) => {
    const { id, name, attributes } = input;
    const updated = await characters.updateCharacter(app.db, app.callLimiter, changeTarget(call, id, "update"), {
      name: name ?? undefined,
      attributes: attributes === undefined ? undefined : setAttributes(attributes),
    });
    if (updated.ok) app.notifier.notifyChanged(call.principal.teamId, id);
    return updated;
  },
});
