import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { run } from "../../db/run.ts";
import { images } from "../../db/schema/images.ts";
import type { ImageSnapshot } from "../../domain/snapshots.ts";
import { type Page, type PageBounds, readPage } from "../pages/keyset-page.ts";

const snapshot = sql<ImageSnapshot>`image_json(${images})`;

/** The team's images, newest first, by id. */
export function listImages(db: Database, teamId: string, bounds: PageBounds<string>): Promise<Page<ImageSnapshot>> {
  const mine = eq(images.teamId, teamId);
  return readPage(
    {
      position: images.id,
      rows: async (where, order, limit) => {
        const query = db.reads.select({ snapshot }).from(images).where(and(mine, where));
        return (await run(query.orderBy(order).limit(limit))).map((row) => row.snapshot);
      },
    },
    bounds,
  );
}

/** An image of the team, or null. */
export async function readImage(db: Database, teamId: string, id: string): Promise<ImageSnapshot | null> {
  const query = db.reads
    .select({ snapshot })
    .from(images)
    .where(and(eq(images.id, id), eq(images.teamId, teamId)));
  const [row] = await run(query);
  return row?.snapshot ?? null;
}
