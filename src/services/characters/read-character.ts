import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { run } from "../../db/run.ts";
import { characters } from "../../db/schema/characters.ts";
import type { CharacterSnapshot } from "../../domain/snapshots.ts";

/** A living character of the team, or null: unknown, deleted and another team's are never told apart. */
export async function readCharacter(db: Database, teamId: string, id: string): Promise<CharacterSnapshot | null> {
  const [row] = await run(
    db.reads
      .select({ snapshot: sql<CharacterSnapshot>`character_json(${characters})` })
      .from(characters)
      .where(and(eq(characters.id, id), eq(characters.teamId, teamId), ne(characters.status, "deleted"))),
  );
  return row?.snapshot ?? null;
}

/** The same for several at once, by id. */
export async function readCharacters(
  db: Database,
  teamId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CharacterSnapshot>> {
  const rows = await run(
    db.reads
      .select({ id: characters.id, snapshot: sql<CharacterSnapshot>`character_json(${characters})` })
      .from(characters)
      .where(and(inArray(characters.id, [...ids]), eq(characters.teamId, teamId), ne(characters.status, "deleted"))),
  );
  return new Map(rows.map(({ id, snapshot }) => [id, snapshot]));
}
