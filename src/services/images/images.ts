import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { images } from "../../db/schema/characters.ts";
import type { ImageSnapshot } from "../../domain/snapshots.ts";
import { listSnapshots, type Page, type PageBounds } from "../pages/pages.ts";

const snapshot = sql<ImageSnapshot>`retake.image_json(images)`;

/** The team's images, newest first, by id. */
export function listImages(db: Database, teamId: string, bounds: PageBounds<string>): Promise<Page<ImageSnapshot>> {
  const mine = eq(images.teamId, teamId);
  return listSnapshots(db, { table: images, position: images.id, where: mine, snapshot }, bounds);
}

/** Those of these images that belong to the team, by id. */
export async function findImages(
  db: Database,
  teamId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ImageSnapshot>> {
  const statement = db.reads
    .select({ id: images.id, snapshot })
    .from(images)
    .where(and(inArray(images.id, [...ids]), eq(images.teamId, teamId)));
  return new Map((await query(statement)).map((row) => [row.id, row.snapshot]));
}
