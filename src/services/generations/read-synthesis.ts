import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { syntheses } from "../../db/schema/syntheses.ts";
import type { SynthesisSnapshot } from "../../domain/snapshots.ts";

/** Those of these syntheses that are the team's, by id. */
export async function findSyntheses(
  db: Database,
  teamId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SynthesisSnapshot>> {
  const rows = await query(
    db.reads
      .select({ id: syntheses.id, snapshot: sql<SynthesisSnapshot>`retake.synthesis_json(syntheses)` })
      .from(syntheses)
      .where(and(inArray(syntheses.id, [...ids]), eq(syntheses.teamId, teamId))),
  );
  return new Map(rows.map(({ id, snapshot }) => [id, snapshot]));
}

/** The latest synthesis of each of these characters, running or not, by the character's id. */
export async function findLatestSyntheses(
  db: Database,
  teamId: string,
  characterIds: readonly string[],
): Promise<ReadonlyMap<string, SynthesisSnapshot>> {
  // One step down the history's index for each character, however long that is.
  const rows = await query(
    db.reads.execute<{ id: string; snapshot: SynthesisSnapshot }>(sql`
      select wanted.id, latest.snapshot
        from unnest(${sql.param(characterIds)}::text[]) as wanted (id)
       cross join lateral (
             select retake.synthesis_json(s) as snapshot from retake.syntheses s
              where s.character_id = wanted.id and s.team_id = ${teamId} and s.kind <> 'image'
              order by s.id collate "C" desc limit 1) as latest`),
  );
  return new Map(rows.map(({ id, snapshot }) => [id, snapshot]));
}
