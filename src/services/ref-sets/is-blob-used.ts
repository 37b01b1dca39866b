import { and, eq, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { generations } from "../../db/schema/generations.ts";
import { images } from "../../db/schema/images.ts";
import { refSets } from "../../db/schema/ref-sets.ts";
import { syntheses } from "../../db/schema/syntheses.ts";

/**
 * Whether a ref set, an image or a running synthesis of the team shows this blob. Of a running synthesis only the
 * thumbnails can be read: the images come with the whole set.
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
