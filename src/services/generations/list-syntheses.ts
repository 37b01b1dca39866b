import { and, eq, ne, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { syntheses } from "../../db/schema/syntheses.ts";
import type { SynthesisSnapshot } from "../../domain/snapshots.ts";
import { listPage, type Page, type PageBounds, type PageEnd } from "../pages/keyset-page.ts";
import { listOwnedPages } from "../pages/owned-pages.ts";

/** A character's syntheses, newest first, by id; images made from it are not among them. */
export function listSyntheses(
  db: Database,
  teamId: string,
  characterId: string,
  bounds: PageBounds<string>,
): Promise<Page<SynthesisSnapshot>> {
  const mine = and(eq(syntheses.characterId, characterId), eq(syntheses.teamId, teamId), ne(syntheses.kind, "image"));
  return listPage(
    {
      position: syntheses.id,
      rows: async (where, order, limit) => {
        const snapshot = sql<SynthesisSnapshot>`retake.synthesis_json(syntheses)`;
        const statement = db.reads.select({ snapshot }).from(syntheses).where(and(mine, where));
        return (await query(statement.orderBy(order).limit(limit))).map((row) => row.snapshot);
      },
    },
    bounds,
  );
}

/** The same page of several characters' lists, by the character's id. */
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
