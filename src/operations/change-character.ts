import { z } from "zod";
import type { AppContext } from "../context.ts";
import { type CharacterAction, ELIGIBLE_STATUSES } from "../domain/character.ts";
import { idToFind } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import * as characters from "../services/characters/change-character.ts";
import * as generations from "../services/generations/syntheses.ts";
import * as refSets from "../services/ref-sets/ref-sets.ts";
import { attributesInput, lookupId, setAttributes, text } from "./input.ts";
import { defineOperation } from "./operation.ts";

/**
 * Changes the name and the attributes of a character. Attributes are replaced as a whole. Equal values make no new
 * version. A running synthesis continues with the attributes it started with. Free.
 */
export const updateCharacter = defineOperation({
  name: "update_character",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({
    id: lookupId,
    // A name can't be removed, so null leaves it unchanged; null removes all attributes.
    name: text(1, 120).nullish(),
    attributes: attributesInput.nullish(),
  }),
  run: ({ app, call, input }) => {
    const { id, name, attributes } = input;
    const changes = {
      name: name ?? undefined,
      attributes: attributes === undefined ? undefined : setAttributes(attributes),
    };
    return change(app, call, id, "update", (target) => characters.updateCharacter(target, changes));
  },
});

/** Saves a reviewed ref set: a `reviewing` character becomes `ready`. Does nothing when it is already `ready`. Free. */
export const saveCharacter = defineOperation({
  name: "save_character",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: ["character_state", "not_found"],
  input: z.strictObject({ id: lookupId }),
  run: ({ app, call, input }) => change(app, call, input.id, "save", characters.saveCharacter),
});

/**
 * Deletes a character. A running synthesis is cancelled and its credits are released. A second call returns not_found.
 */
export const deleteCharacter = defineOperation({
  name: "delete_character",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ id: lookupId }),
  run: ({ app, call, input }) => change(app, call, input.id, "delete", characters.deleteCharacter),
});

/** The largest integer of PostgreSQL. No character has as many sets. */
const MAX_NUMBER = 2_147_483_647;

/**
 * Makes an earlier ref set the current one. A `failed` character becomes `reviewing`. An unknown number is not_found.
 * Free.
 */
export const restoreRefSet = defineOperation({
  name: "restore_ref_set",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: ["character_state", "not_found"],
  input: z.strictObject({ characterId: lookupId, number: z.int().min(1).max(MAX_NUMBER) }),
  run: ({ app, call, input }) => {
    const { characterId, number } = input;
    return change(app, call, characterId, "restore_ref_set", (target) => refSets.restoreRefSet(target, number));
  },
});

/**
 * Cancels a character's running synthesis and releases its credits. The character returns to its previous status. With
 * an id, only that synthesis is cancelled, so that a late call can't cancel a newer one. Free.
 */
export const cancelSynthesis = defineOperation({
  name: "cancel_synthesis",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: ["character_state", "not_found"],
  input: z.strictObject({ characterId: lookupId, synthesisId: z.string().nullish() }),
  run: ({ app, call, input }) => {
    const { characterId, synthesisId } = input;
    const only = typeof synthesisId === "string" ? idToFind(synthesisId) : null;
    return change(app, call, characterId, "cancel", (target) => generations.cancelSynthesis(target, only));
  },
});

/**
 * Makes a free change of a character of the caller's team and notifies subscribers of it. A text that can't be an id is
 * treated as an unknown id.
 */
async function change<Result extends { readonly ok: boolean }>(
  app: AppContext,
  call: Call,
  id: string,
  action: CharacterAction,
  run: (target: characters.ChangeTarget) => Promise<Result>,
): Promise<Result> {
  const { teamId } = call.principal;
  const characterId = idToFind(id);
  const eligible = ELIGIBLE_STATUSES[action];
  const result = await run({ db: app.db, limiter: app.callLimiter, teamId, characterId, eligible });
  if (result.ok) app.notifier.notifyChanged(teamId, characterId);
  return result;
}
