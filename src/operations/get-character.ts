import type { AppContext } from "../context.ts";
import { isPlausibleId } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, type Outcome, refused } from "../domain/refusals.ts";
import type { CharacterSnapshot } from "../domain/snapshots.ts";
import { readCharacter, readCharacters } from "../services/characters/read-character.ts";
import { takeCheapToken } from "./cheap-token.ts";

/** A character as it is now. */
export async function getCharacter(app: AppContext, call: Call, id: string): Promise<Outcome<CharacterSnapshot>> {
  const limited = takeCheapToken(app, call, "characters_get");
  if (limited) return limited;
  const found = await findCharacter(app, call, id);
  return found ? accepted(found) : refused({ kind: "not_found" });
}

/** The same without a token: for fields below one that has paid. */
export async function findCharacter(app: AppContext, call: Call, id: string): Promise<CharacterSnapshot | null> {
  return isPlausibleId(id) ? readCharacter(app.db, call.principal.teamId, id) : null;
}

/** Several of them at once, by id. */
export async function findCharacters(
  app: AppContext,
  call: Call,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CharacterSnapshot>> {
  return readCharacters(app.db, call.principal.teamId, ids);
}
