import { and, eq, ne, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { characters } from "../../db/schema/characters.ts";
import type { CharacterStatus } from "../../domain/character.ts";
import type { CharacterSnapshot } from "../../domain/snapshots.ts";
import { listPage, type Page, type PageBounds } from "../pages/keyset-page.ts";

export type CharacterFilter = {
  readonly status: CharacterStatus | null;
  readonly clientReferenceId: string | null;
};

/** The team's living characters, newest first, by id. */
export function listCharacters(
  db: Database,
  teamId: string,
  filter: CharacterFilter,
  bounds: PageBounds<string>,
): Promise<Page<CharacterSnapshot>> {
  const mine = and(
    eq(characters.teamId, teamId),
    ne(characters.status, "deleted"),
    filter.status === null ? undefined : eq(characters.status, filter.status),
    filter.clientReferenceId === null ? undefined : eq(characters.clientReferenceId, filter.clientReferenceId),
  );
  return listPage(
    {
      position: characters.id,
      rows: async (where, order, limit) => {
        const snapshot = sql<CharacterSnapshot>`retake.character_json(characters)`;
        const statement = db.reads.select({ snapshot }).from(characters).where(and(mine, where));
        return (await query(statement.orderBy(order).limit(limit))).map((row) => row.snapshot);
      },
    },
    bounds,
  );
}

/** Whether the team has, or had, this character: only such an id can be where a page starts. */
export async function hadCharacter(db: Database, teamId: string, id: string): Promise<boolean> {
  const statement = db.reads
    .select({ id: characters.id })
    .from(characters)
    .where(and(eq(characters.id, id), eq(characters.teamId, teamId)));
  return (await query(statement)).length > 0;
}
