import { and, desc, eq, ne, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { run } from "../../db/run.ts";
import { syntheses } from "../../db/schema/syntheses.ts";
import type { SynthesisSnapshot } from "../../domain/snapshots.ts";

const snapshot = { snapshot: sql<SynthesisSnapshot>`synthesis_json(${syntheses})` };

/** A synthesis of the team by id, or null. */
export async function readSynthesis(db: Database, teamId: string, id: string): Promise<SynthesisSnapshot | null> {
  const [row] = await run(
    db.reads
      .select(snapshot)
      .from(syntheses)
      .where(and(eq(syntheses.id, id), eq(syntheses.teamId, teamId))),
  );
  return row?.snapshot ?? null;
}

/** The character's latest synthesis, running or not; null when it never had one. */
export async function readLatestSynthesis(
  db: Database,
  teamId: string,
  characterId: string,
): Promise<SynthesisSnapshot | null> {
  const [row] = await run(
    db.reads
      .select(snapshot)
      .from(syntheses)
      .where(and(eq(syntheses.characterId, characterId), eq(syntheses.teamId, teamId), ne(syntheses.kind, "image")))
      .orderBy(desc(syntheses.id))
      .limit(1),
  );
  return row?.snapshot ?? null;
}
