import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";
import type { CharacterSnapshot } from "../domain/snapshots.ts";
import * as characters from "../services/characters/save-character.ts";
import { changeTarget } from "./change-target.ts";
import { takeCheapToken } from "./cheap-token.ts";

/** Accepts a reviewed set: `reviewing` → `ready`. Free, not keyed; a ready character stays as it is. */
export async function saveCharacter(app: AppContext, call: Call, id: string): Promise<Outcome<CharacterSnapshot>> {
  const limited = takeCheapToken(app, call, "characters_post");
  if (limited) return limited;
  const saved = await characters.saveCharacter(app.db, app.callLimiter, changeTarget(call, id, "save"));
  if (saved.ok) app.doorbell.changed(call.principal.teamId, id);
  return saved;
}
