import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";
import * as characters from "../services/characters/delete-character.ts";
import { changeTarget } from "./change-target.ts";
import { takeCheapToken } from "./cheap-token.ts";

/** Deletes a character for good; a running synthesis is cancelled and released. A second time is not_found. */
export async function deleteCharacter(app: AppContext, call: Call, id: string): Promise<Outcome<{ id: string }>> {
  const limited = takeCheapToken(app, call, "characters_post");
  if (limited) return limited;
  const deleted = await characters.deleteCharacter(app.db, app.callLimiter, changeTarget(call, id, "delete"));
  if (deleted.ok) app.doorbell.changed(call.principal.teamId, id);
  return deleted;
}
