import { and, eq, ne, sql } from "drizzle-orm";
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
