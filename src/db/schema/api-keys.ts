import { sql } from "drizzle-orm";
import { check, index, text } from "drizzle-orm/pg-core";
import { bytea, createdAt, instant, table } from "./columns.ts";
import { teams } from "./teams.ts";

/**
 * API keys, the short-lived access tokens made with them (`parent_id` set), and the console's tokens
 * (`console_signed_in_at` set; `parent_id` too when the person signed in with a key). Only the SHA-256 of a secret is kept.
 */
export const apiKeys = table(
  "api_keys",
  {
    id: text("id").primaryKey(),
    teamId: text("team_id")
      .notNull()
      .references(() => teams.id),
    parentId: text("parent_id"),
    hash: bytea("hash").notNull().unique("api_keys_hash"),
    /** The secret's first 14 characters, so that a person can tell keys apart. */
    preview: text("preview").notNull(),
    scope: text("scope").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    /** When a person signed in to the console; set only for the console's tokens, and kept when they are renewed. */
    consoleSignedInAt: instant("console_signed_in_at"),
  },
  (t) => [
    check("api_keys_scope", sql`${t.scope} in ('read', 'write', 'full')`),
    index("api_keys_team").on(t.teamId, t.id),
    index("api_keys_expires").on(t.expiresAt).where(sql`${t.expiresAt} is not null`),
  ],
);
