import { z } from "zod";
import type { AppContext } from "../context.ts";
import { idToFind } from "../domain/ids.ts";
import * as characters from "../services/characters/change-character.ts";
import * as generations from "../services/generations/syntheses.ts";
import * as refSets from "../services/ref-sets/ref-sets.ts";
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
    const changes = {
      name: name ?? undefined,
      attributes: attributes === undefined ? undefined : setAttributes(attributes),
    };
    const target = characters.changeTarget(call, id, "update");
    return notifyIfChanged(app, target, await characters.updateCharacter(app.db, app.callLimiter, target, changes));
  },
});

/** Accepts a reviewed set: `reviewing` becomes `ready`; a ready character stays as it is. Free. */
export const saveCharacter = defineOperation({
  name: "save_character",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: ["character_state", "not_found"],
  input: z.strictObject({ id: lookupId }),
  run: async ({ app, call, input }) => {
    const target = characters.changeTarget(call, input.id, "save");
    return notifyIfChanged(app, target, await characters.saveCharacter(app.db, app.callLimiter, target));
  },
});

/** Deletes a character for good; a running synthesis is cancelled and released. A second time it is not found. */
export const deleteCharacter = defineOperation({
  name: "delete_character",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ id: lookupId }),
  run: async ({ app, call, input }) => {
    const target = characters.changeTarget(call, input.id, "delete");
    return notifyIfChanged(app, target, await characters.deleteCharacter(app.db, app.callLimiter, target));
  },
});

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
    const target = characters.changeTarget(call, characterId, "restore_ref_set");
    return notifyIfChanged(app, target, await refSets.restoreRefSet(app.db, app.callLimiter, target, number));
  },
});

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
    const target = characters.changeTarget(call, characterId, "cancel");
    return notifyIfChanged(app, target, await generations.cancelSynthesis(app.db, app.callLimiter, target, only));
  },
});

/** Wakes subscribers after a change that was made. */
function notifyIfChanged<Result extends { readonly ok: boolean }>(
  app: AppContext,
  { teamId, characterId }: characters.ChangeTarget,
  result: Result,
): Result {
  if (result.ok) app.notifier.notifyChanged(teamId, characterId);
  return result;
}
