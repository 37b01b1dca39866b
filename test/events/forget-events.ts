import type { AppContext } from "../../src/context.ts";
import { reapExpired } from "../../src/services/maintenance/maintenance.ts";

/**
 * Makes a team's first events, up to this number, older than the retention period, and deletes them as the workers
 * do.
 */
export async function forgetEvents({ db }: AppContext, teamId: string, upTo: number): Promise<void> {
  const days = 31;
  await db.sql`
    with old as (
      update retake.events set created_at = created_at - make_interval(days => ${days})
       where team_id = ${teamId} and team_seq <= ${upTo} returning character_id, version)
    update retake.characters c set updated_at = updated_at - make_interval(days => ${days})
      from old where c.id = old.character_id and c.version = old.version`;
  await reapExpired(db, 1_000);
}
