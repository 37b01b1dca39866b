import type { Database } from "../../db/client.ts";
import { run } from "../../db/run.ts";
import { ELIGIBLE_STATUSES } from "../../domain/character.ts";
import { accepted, type Outcome, refused } from "../../domain/refusals.ts";
import type { CharacterSnapshot } from "../../domain/snapshots.ts";
import { readRefusal } from "../accept/keyed-call.ts";

/** `reviewing` → `ready`; a ready character stays as it is. */
export async function saveCharacter(
  db: Database,
  teamId: string,
  characterId: string,
): Promise<Outcome<CharacterSnapshot>> {
  const eligible = ELIGIBLE_STATUSES.save;
  const [row] = await run(db.sql<{ outcome: string; facts: unknown }[]>`
    select outcome, facts from save_character(${teamId}, ${characterId}, ${eligible as unknown as string[]})`);
  if (!row) throw new Error("save_character returned no row");
  return row.outcome === "done"
    ? accepted(row.facts as CharacterSnapshot)
    : refused(readRefusal(row.facts, null, eligible));
}
