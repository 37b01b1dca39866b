import { and, eq, ne, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { characters } from "../../db/schema/characters.ts";
import { refSets } from "../../db/schema/ref-sets.ts";
import type { RefSetSnapshot } from "../../domain/snapshots.ts";
import { listPage, type Page, type PageBounds, type PageEnd } from "../pages/keyset-page.ts";
import { listOwnedPages } from "../pages/owned-pages.ts";

/** A character's sets, newest first, by number. */
export function listRefSets(
  db: Database,
  teamId: string,
  characterId: string,
  bounds: PageBounds<number>,
): Promise<Page<RefSetSnapshot>> {
  const mine = and(eq(refSets.characterId, characterId), eq(refSets.teamId, teamId));
  return listPage(
    {
      position: refSets.number,
      rows: async (where, order, limit) => {
        const snapshot = sql<RefSetSnapshot>`retake.ref_set_json(ref_sets)`;
        const statement = db.reads.select({ snapshot }).from(refSets).where(and(mine, where));
        return (await query(statement.orderBy(order).limit(limit))).map((row) => row.snapshot);
      },
    },
    bounds,
  );
}

/** The same page of several characters' lists, by the character's id. */
export function listRefSetsOf(
  db: Database,
  teamId: string,
  characterIds: readonly string[],
  end: PageEnd,
): Promise<ReadonlyMap<string, Page<RefSetSnapshot>>> {
  return listOwnedPages(
    db,
    characterIds,
    end,
    (owner, order, limit) => sql`
      select retake.ref_set_json(s) as snapshot, s.number as position from retake.ref_sets s
       where s.character_id = ${owner} and s.team_id = ${teamId}
       order by s.number ${order} limit ${limit}`,
  );
}

/** One set of a living character of the team, or null. */
export async function findRefSet(
  db: Database,
  teamId: string,
  characterId: string,
  number: number,
): Promise<RefSetSnapshot | null> {
  const mine = and(eq(refSets.characterId, characterId), eq(refSets.number, number), eq(refSets.teamId, teamId));
  const statement = db.reads
    .select({ snapshot: sql<RefSetSnapshot>`retake.ref_set_json(ref_sets)` })
    .from(refSets)
    .innerJoin(characters, and(eq(characters.id, refSets.characterId), ne(characters.status, "deleted")))
    .where(mine);
  return (await query(statement))[0]?.snapshot ?? null;
}
