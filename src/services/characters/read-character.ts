import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { characters } from "../../db/schema/characters.ts";
import type { CharacterSnapshot } from "../../domain/snapshots.ts";

/** A living character of the team, or null: unknown, deleted and another team's are never told apart. */
export async function findCharacter(db: Database, teamId: string, id: string): Promise<CharacterSnapshot | null> {
  const [row] = await query(
    db.reads
      .select({ snapshot: sql<CharacterSnapshot>`retake.character_json(characters)` })
      .from(characters)
      .where(and(eq(characters.id, id), eq(characters.teamId, teamId), ne(characters.status, "deleted"))),
  );
  return row?.snapshot ?? null;
}

/** The same for several at once, by id. */
export async function findCharacters(
  db: Database,
  teamId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CharacterSnapshot>> {
  const rows = await query(
    db.reads
      .select({ id: characters.id, snapshot: sql<CharacterSnapshot>`retake.character_json(characters)` })
      .from(characters)
      .where(and(inArray(characters.id, [...ids]), eq(characters.teamId, teamId), ne(characters.status, "deleted"))),
  );
  return new Map(rows.map(({ id, snapshot }) => [id, snapshot]));
}

/** Rows looked at for a character with pictures: a database of deleted ones is not searched to its end. */
const LOOKED_AT = 1_000;

/** Some character with pictures, of whichever team; null when there is none at hand. For no caller's eyes. */
export async function findAnyCharacter(db: Database): Promise<{ readonly id: string; readonly teamId: string } | null> {
  const some = db.reads
    .select({ id: characters.id, teamId: characters.teamId, status: characters.status })
    .from(characters)
    .limit(LOOKED_AT)
    .as("some");
  const [found] = await query(
    db.reads
      .select({ id: some.id, teamId: some.teamId })
      .from(some)
      .where(inArray(some.status, ["reviewing", "ready"]))
      .limit(1),
  );
  return found ?? null;
}
