import { z } from "zod";
import type { AppContext } from "../context.ts";
import { isPlausibleId } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import { ok, refuse } from "../domain/refusals.ts";
import type { CharacterSnapshot } from "../domain/snapshots.ts";
import * as characters from "../services/characters/read-character.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** Reads a character as it is now. */
export const getCharacter = defineOperation({
  name: "get_character",
  scope: "read",
  bucket: "characters_get",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ id: lookupId }),
  run: async ({ app, call, input }) => {
    const found = await findCharacter(app, call, input.id);
    return found ? ok(found) : refuse({ kind: "not_found" });
  },
});

/** Looks a character of the caller's team up, without a rate limit. */
export async function findCharacter(app: AppContext, call: Call, id: string): Promise<CharacterSnapshot | null> {
  return isPlausibleId(id) ? characters.findCharacter(app.db, call.principal.teamId, id) : null;
}

/** Characters of the caller's team by id. */
export async function loadCharacters(
  app: AppContext,
  call: Call,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CharacterSnapshot>> {
  return characters.findCharacters(app.db, call.principal.teamId, ids);
}

/** Some character with pictures, of whichever team, for a gateway to warm up with; null without one or a database. */
export async function findAnyCharacter(
  app: AppContext,
): Promise<{ readonly id: string; readonly teamId: string } | null> {
  return characters.findAnyCharacter(app.db).catch(() => null);
}
