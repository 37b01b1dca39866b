import { sql } from "drizzle-orm";
import { check, index, jsonb, text } from "drizzle-orm/pg-core";
import type { StoredImage } from "../../domain/snapshots.ts";
import { createdAt, instant, table } from "./columns.ts";

/** A ticket for one uploaded picture: `waiting` for its bytes, `stored`, then `used` by one character. */
export const uploads = table(
  "uploads",
  {
    id: text("id").primaryKey(),
    teamId: text("team_id").notNull(),
    filename: text("filename").notNull(),
    contentType: text("content_type").notNull(),
    status: text("status").notNull().default("waiting"),
    image: jsonb("image").$type<StoredImage>(),
    characterId: text("character_id"),
    createdAt: createdAt(),
    /** The upload URL's end. */
    urlExpiresAt: instant("url_expires_at").notNull(),
    /** The ticket's end. */
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    check("uploads_status", sql`${t.status} in ('waiting', 'stored', 'used')`),
    check("uploads_image", sql`(${t.status} = 'waiting') = (${t.image} is null)`),
    index("uploads_expires").on(t.expiresAt),
  ],
);
