import { and, eq, ne, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { Database } from "../../db/client.ts";
import { query, queryOne } from "../../db/query.ts";
import { characterRow } from "../../db/rows.ts";
import { characters, images, refSets } from "../../db/schema/characters.ts";
import { generations, syntheses } from "../../db/schema/syntheses.ts";
import type { Outcome } from "../../domain/refusals.ts";
import type { CharacterSnapshot, RefSetSnapshot, StoredRef } from "../../domain/snapshots.ts";
import { type ChangeTarget, changeCharacter } from "../characters/change-character.ts";
import { listOwnedPages, listSnapshots, type Page, type PageBounds, type PageEnd } from "../pages/pages.ts";

const snapshot = sql<RefSetSnapshot>`retake.ref_set_json(ref_sets)`;

/** A character's sets, newest first, by number. */
export function listRefSets(
  db: Database,
  teamId: string,
  characterId: string,
  bounds: PageBounds<number>,
): Promise<Page<RefSetSnapshot>> {
  const mine = and(eq(refSets.characterId, characterId), eq(refSets.teamId, teamId));
  return listSnapshots(db, { table: refSets, position: refSets.number, where: mine, snapshot }, bounds);
}

/** The same page for several characters, by the character's id. */
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

/** One set of a character of the team that is not deleted, or null. */
export async function findRefSet(
  db: Database,
  teamId: string,
  characterId: string,
  number: number,
): Promise<RefSetSnapshot | null> {
  const mine = and(eq(refSets.characterId, characterId), eq(refSets.number, number), eq(refSets.teamId, teamId));
  const statement = db.reads
    .select({ snapshot })
    .from(refSets)
    .innerJoin(characters, and(eq(characters.id, refSets.characterId), ne(characters.status, "deleted")))
    .where(mine);
  return (await query(statement))[0]?.snapshot ?? null;
}

/** Makes an earlier set current (SQL: `restore_ref_set`). An unknown number returns `not_found`. */
export function restoreRefSet(
  target: ChangeTarget,
  number: number,
): Promise<Outcome<CharacterSnapshot, "character_state" | "not_found">> {
  return changeCharacter(
    target,
    ["character_state", "not_found"],
    characterRow,
    (sql) => sql`
      select outcome, facts as result from retake.restore_ref_set(${target.teamId}, ${target.characterId}, ${number},
        ${target.eligible as string[]})`,
  );
}

/** The images for a set's contact sheet, and the blob key of the sheet once it was drawn. */
export type SheetSource = {
  readonly teamId: string;
  readonly refs: readonly StoredRef[];
  readonly sheetKey: string | null;
};

/** Finds a set of a character that is not deleted; null otherwise. */
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

/** Records the stored sheet of a set (SQL: `record_sheet`). Returns false when the character was deleted. */
export async function recordSheet(db: Database, characterId: string, number: number, key: string): Promise<boolean> {
  const row = await queryOne(db.sql<{ recorded: boolean }[]>`
    select retake.record_sheet(${characterId}, ${number}, ${key}) as recorded`);
  return row.recorded;
}

/**
 * Whether a ref set, an image or a running synthesis of the team shows this blob. A running synthesis shows only its
 * thumbnails, because its images become readable together when it ends.
 */
export async function isBlobUsed(db: Database, teamId: string, key: string): Promise<boolean> {
  const bySet = db.reads
    .select({ teamId: refSets.teamId })
    .from(refSets)
    .where(sql`${refSets.blobKeys} @> array[${key}]`);
  const byImage = db.reads
    .select({ teamId: images.teamId })
    .from(images)
    .where(sql`${images.blobKeys} @> array[${key}]`);
  const byRun = db.reads
    .select({ teamId: syntheses.teamId })
    .from(generations)
    .innerJoin(syntheses, and(eq(syntheses.id, generations.synthesisId), eq(syntheses.status, "running")))
    .where(sql`${generations.image} is not null and ${generations.image} ->> 'thumb_key' = ${key}`);
  const users = unionAll(bySet, byImage, byRun).as("users");
  const rows = await query(db.reads.select().from(users).where(eq(users.teamId, teamId)).limit(1));
  return rows.length > 0;
}
