import type { Database } from "../../db/client.ts";
import type { CharacterAttributes } from "../../domain/character.ts";
import type { Outcome } from "../../domain/refusals.ts";
import type { CharacterSnapshot } from "../../domain/snapshots.ts";
import type { CallLimiter } from "../accept/call-limiter.ts";
import { type ChangeRow, type ChangeTarget, changeCharacter } from "./change-character.ts";

/** What shall be different; undefined stays as it is. */
export type CharacterChanges = {
  readonly name: string | undefined;
  /** Replaced as a whole; null unsets them all. */
  readonly attributes: CharacterAttributes | null | undefined;
};

/** Changes name and attributes in any state but deleted (SQL: `update_character`). */
export function updateCharacter(
  db: Database,
  limiter: CallLimiter,
  target: ChangeTarget,
  changes: CharacterChanges,
): Promise<Outcome<CharacterSnapshot, "not_found">> {
  const { name = null, attributes } = changes;
  return changeCharacter(
    db,
    limiter,
    target,
    ["not_found"],
    (sql) => sql<ChangeRow[]>`
      select outcome, facts from retake.update_character(${target.teamId}, ${target.characterId}, ${name},
        ${attributes !== undefined}, ${attributes ? sql.json(attributes) : null})`,
  );
}
