import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { acceptedSynthesisRow } from "../../db/rows.ts";
import { syntheses } from "../../db/schema/syntheses.ts";
import type { Outcome } from "../../domain/refusals.ts";
import type { AcceptedSynthesis, SynthesisSnapshot } from "../../domain/snapshots.ts";
import { type ChangeTarget, changeCharacter } from "../characters/change-character.ts";
import { listOwnedPages, listSnapshots, type Page, type PageBounds, type PageEnd } from "../pages/pages.ts";

const snapshot = sql<SynthesisSnapshot>`retake.synthesis_json(syntheses)`;

/** Those of these syntheses that belong to the team, by id. */
export async function findSyntheses(
  db: Database,
  teamId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SynthesisSnapshot>> {
  const rows = await query(
    db.reads
      .select({ id: syntheses.id, snapshot })
      .from(syntheses)
      .where(and(inArray(syntheses.id, [...ids]), eq(syntheses.teamId, teamId))),
  );
  return new Map(rows.map((row) => [row.id, row.snapshot]));
}

/** The latest synthesis of each of these characters, running or ended, by the character's id. */
export async function findLatestSyntheses(
  db: Database,
  teamId: string,
  characterIds: readonly string[],
): Promise<ReadonlyMap<string, SynthesisSnapshot>> {
  // Reads one row of each character's history index, however long the history is.
  const rows = await query(
    db.reads.execute<{ id: string; snapshot: SynthesisSnapshot }>(sql`
      select wanted.id, latest.snapshot
        from unnest(${sql.param(characterIds)}::text[]) as wanted (id)
       cross join lateral (
             select retake.synthesis_json(s) as snapshot from retake.syntheses s
              where s.character_id = wanted.id and s.team_id = ${teamId} and s.kind <> 'image'
              order by s.id collate "C" desc limit 1) as latest`),
  );
  return new Map(rows.map((row) => [row.id, row.snapshot]));
}

/** A character's syntheses, newest first, by id. Images made from the character are not included. */
export function listSyntheses(
  db: Database,
  teamId: string,
  characterId: string,
  bounds: PageBounds<string>,
): Promise<Page<SynthesisSnapshot>> {
  const mine = and(eq(syntheses.characterId, characterId), eq(syntheses.teamId, teamId), ne(syntheses.kind, "image"));
  return listSnapshots(db, { table: syntheses, position: syntheses.id, where: mine, snapshot }, bounds);
}

/** The same page for several characters, by the character's id. */
export function listSynthesesOf(
  db: Database,
  teamId: string,
  characterIds: readonly string[],
  end: PageEnd,
): Promise<ReadonlyMap<string, Page<SynthesisSnapshot>>> {
  return listOwnedPages(
    db,
    characterIds,
    end,
    (owner, order, limit) => sql`
      select retake.synthesis_json(s) as snapshot, s.id collate "C" as position from retake.syntheses s
       where s.character_id = ${owner} and s.team_id = ${teamId} and s.kind <> 'image'
       order by s.id collate "C" ${order} limit ${limit}`,
  );
}

/**
 * Cancels the running synthesis and releases its hold. With an id, cancels only that one (SQL: `cancel_synthesis`).
 */
export function cancelSynthesis(
  target: ChangeTarget,
  synthesisId: string | null,
): Promise<Outcome<AcceptedSynthesis, "character_state" | "not_found">> {
  return changeCharacter(
    target,
    ["character_state", "not_found"],
    acceptedSynthesisRow,
    (sql) => sql`
      select outcome, facts as result from retake.cancel_synthesis(${target.teamId}, ${target.characterId}, ${synthesisId},
        ${target.eligible as string[]})`,
  );
}
