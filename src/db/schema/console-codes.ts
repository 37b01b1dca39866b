import { index, text } from "drizzle-orm/pg-core";
import { bytea, createdAt, instant, table } from "./columns.ts";
import { teams } from "./teams.ts";

/** One-time sign-in codes of the console, by their SHA-256. A row is deleted when its code is used. */
export const consoleCodes = table(
  "console_codes",
  {
    hash: bytea("hash").primaryKey(),
    teamId: text("team_id")
      .notNull()
      .references(() => teams.id),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("console_codes_expires").on(t.expiresAt)],
);
