import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import type { StoredImage } from "../../domain/snapshots.ts";

/** A ticket: the permission to upload one image, with its own lifetime. */
type NewUpload = {
  readonly id: string;
  readonly teamId: string;
  readonly filename: string;
  readonly contentType: string;
  readonly urlTtlSeconds: number;
  readonly ticketTtlSeconds: number;
};

/** Creates a ticket and returns when its URL and the ticket itself expire, by the database's clock. */
export async function insertUpload(db: Database, upload: NewUpload): Promise<{ urlExpiresAt: Date; expiresAt: Date }> {
  const [row] = await query(db.sql<{ url_expires_at: Date; expires_at: Date }[]>`
    insert into retake.uploads (id, team_id, filename, content_type, created_at, url_expires_at, expires_at)
    select ${upload.id}, ${upload.teamId}, ${upload.filename}, ${upload.contentType}, clock.now,
           clock.now + make_interval(secs => ${upload.urlTtlSeconds}),
           clock.now + make_interval(secs => ${upload.ticketTtlSeconds})
      from (select retake.clock_now() as now) clock
    returning url_expires_at, expires_at`);
  if (!row) throw new Error("the insert of an upload returned no row");
  return { urlExpiresAt: row.url_expires_at, expiresAt: row.expires_at };
}

/**
 * A ticket, or null when it is unknown or expired. `imageKey` is the blob of the stored image; null before the
 * upload.
 */
export async function findUpload(
  db: Database,
  id: string,
): Promise<{ teamId: string; contentType: string; imageKey: string | null } | null> {
  const [row] = await query(db.sql<{ team_id: string; content_type: string; image_key: string | null }[]>`
    select team_id, content_type, image->>'key' as image_key from retake.uploads where id = ${id} and expires_at > retake.clock_now()`);
  return row ? { teamId: row.team_id, contentType: row.content_type, imageKey: row.image_key } : null;
}

/** Records the image of a ticket once. Returns false when it is no longer waiting. The blobs are already stored. */
export async function recordUpload(db: Database, id: string, image: StoredImage): Promise<boolean> {
  const rows = await query(db.sql`
    update retake.uploads set status = 'stored', image = ${db.sql.json(image)}
     where id = ${id} and status = 'waiting' and expires_at > retake.clock_now() returning id`);
  return rows.length === 1;
}
