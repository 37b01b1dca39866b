import type { Database } from "../../db/client.ts";
import type { Outcome } from "../../domain/refusals.ts";
import type { CharacterSnapshot } from "../../domain/snapshots.ts";
import type { CallLimiter } from "../accept/call-limiter.ts";
import { type ChangeRow, type ChangeTarget, changeCharacter } from "./change-character.ts";

/** `reviewing` → `ready`; a ready character stays as it is (SQL: `save_character`). */
export function saveCharacter(
  db: Database,
  limiter: CallLimiter,
  target: ChangeTarget,
): Promise<Outcome<CharacterSnapshot, "character_state" | "not_found">> {
  return changeCharacter(
    db,
    limiter,
    target,
    ["character_state", "not_found"],
    (sql) => sql<ChangeRow[]>`
      select outcome, facts from retake.save_character(${target.teamId}, ${target.characterId}, ${target.eligible as string[]})`,
  );
}
