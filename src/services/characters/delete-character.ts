import type { Database } from "../../db/client.ts";
import type { Outcome } from "../../domain/refusals.ts";
import type { CallLimiter } from "../accept/call-limiter.ts";
import { type ChangeRow, type ChangeTarget, changeCharacter } from "./change-character.ts";

/** Deletes for good and cancels a running synthesis (SQL: `delete_character`); a second time is not_found. */
export function deleteCharacter(
  db: Database,
  limiter: CallLimiter,
  target: ChangeTarget,
): Promise<Outcome<{ id: string }, "not_found">> {
  return changeCharacter(
    db,
    limiter,
    target,
    ["not_found"],
    (sql) =>
      sql<ChangeRow[]>`select outcome, facts from retake.delete_character(${target.teamId}, ${target.characterId})`,
  );
}
