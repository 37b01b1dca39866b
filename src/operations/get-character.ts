import type { AppContext } from "../context.ts";
import { isPlausibleId } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import type { CharacterSnapshot } from "../domain/snapshots.ts";
import * as characters from "../services/characters/characters.ts";
import { defineLookup } from "./operation.ts";

/** Reads a character as it is now. */
export const getCharacter = defineLookup("get_character", "characters_get", findCharacter);

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
