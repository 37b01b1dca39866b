import type { Database } from "../../db/client.ts";
import type { Outcome } from "../../domain/refusals.ts";
import type { CharacterSnapshot } from "../../domain/snapshots.ts";
import type { CallLimiter } from "../accept/call-limiter.ts";
import { type ChangeRow, type ChangeTarget, changeCharacter } from "../characters/change-character.ts";

/** Makes an earlier set current (SQL: `restore_ref_set`); an unknown number is not_found. */
export function restoreRefSet(
  db: Database,
  limiter: CallLimiter,
  target: ChangeTarget,
  number: number,
): Promise<Outcome<CharacterSnapshot, "character_state" | "not_found">> {
  return changeCharacter(
    db,
    limiter,
    target,
    ["character_state", "not_found"],
    (sql) => sql<ChangeRow[]>`
      select outcome, facts from retake.restore_ref_set(${target.teamId}, ${target.characterId}, ${number},
        ${target.eligible as string[]})`,
  );
}
