import { and, eq, ne } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { query, queryOne } from "../../db/query.ts";
import { characters } from "../../db/schema/characters.ts";
import { refSets } from "../../db/schema/ref-sets.ts";
import type { StoredRef } from "../../domain/snapshots.ts";

/** What a set's contact sheet is made from, and the blob key of the sheet once it was drawn. */
export type SheetSource = {
  readonly teamId: string;
  readonly refs: readonly StoredRef[];
  readonly sheetKey: string | null;
};

/** A set of a living character; null for anything else. */
export async function findSheetSource(db: Database, characterId: string, number: number): Promise<SheetSource | null> {
  const [row] = await query(
    db.reads
      .select({ teamId: refSets.teamId, refs: refSets.refs, sheetKey: refSets.sheetKey })
      .from(refSets)
      .innerJoin(characters, and(eq(characters.id, refSets.characterId), ne(characters.status, "deleted")))
      .where(and(eq(refSets.characterId, characterId), eq(refSets.number, number))),
  );
  return row ?? null;
}

/** Names the stored sheet of a set (SQL: `record_sheet`); false when the character is gone. */
export async function recordSheet(db: Database, characterId: string, number: number, key: string): Promise<boolean> {
  const row = await queryOne(db.sql<{ recorded: boolean }[]>`
    select retake.record_sheet(${characterId}, ${number}, ${key}) as recorded`);
  return row.recorded;
}
