import type { Database } from "../../db/client.ts";
import type { Outcome } from "../../domain/refusals.ts";
import type { AcceptedSynthesis } from "../../domain/snapshots.ts";
import type { CallLimiter } from "../accept/call-limiter.ts";
import { type ChangeRow, type ChangeTarget, changeCharacter } from "../characters/change-character.ts";

/** Cancels the running synthesis, with an id only that one, and releases its hold (SQL: `cancel_synthesis`). */
export function cancelSynthesis(
  db: Database,
  limiter: CallLimiter,
  target: ChangeTarget,
  synthesisId: string | null,
): Promise<Outcome<AcceptedSynthesis, "character_state" | "not_found">> {
  return changeCharacter(
    db,
    limiter,
    target,
    ["character_state", "not_found"],
    (sql) => sql<ChangeRow[]>`
      select outcome, facts from retake.cancel_synthesis(${target.teamId}, ${target.characterId}, ${synthesisId},
        ${target.eligible as string[]})`,
  );
}
