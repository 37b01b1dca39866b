import { eq, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { images } from "../../db/schema/images.ts";
import { refSets } from "../../db/schema/ref-sets.ts";

/** Whether a ref set or an image of the team still shows this blob; when a set is deleted its pictures go with it. */
export async function isBlobUsed(db: Database, teamId: string, key: string): Promise<boolean> {
  const bySet = db.reads
    .select({ teamId: refSets.teamId })
    .from(refSets)
    .where(sql`${refSets.blobKeys} @> array[${key}]`);
  const byImage = db.reads
    .select({ teamId: images.teamId })
    .from(images)
    .where(sql`${images.blobKeys} @> array[${key}]`);
  const users = unionAll(bySet, byImage).as("users");
  const rows = await query(db.reads.select().from(users).where(eq(users.teamId, teamId)).limit(1));
  return rows.length > 0;
}
