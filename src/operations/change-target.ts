import { type CharacterAction, ELIGIBLE_STATUSES } from "../domain/character.ts";
import { isPlausibleId, UNKNOWN_ID } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import type { ChangeTarget } from "../services/characters/change-character.ts";

/** Whom a free change is about, and in which states it is allowed. Any text may be asked for; it is just not found. */
export function changeTarget(call: Call, characterId: string, action: CharacterAction): ChangeTarget {
  return {
    teamId: call.principal.teamId,
    characterId: isPlausibleId(characterId) ? characterId : UNKNOWN_ID,
    eligible: ELIGIBLE_STATUSES[action],
  };
}
