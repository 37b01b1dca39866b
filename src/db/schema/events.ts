import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, table } from "./columns.ts";

/** The append-only log: one row for each version of a character, with the character as it was then. Kept 30 days. */
export const events = table(
  "events",
  {
    characterId: text("character_id").notNull(),
    version: integer("version").notNull(),
    teamId: text("team_id").notNull(),
    /** The team's own counter, drawn under the team row's lock: an order of commits without gaps. */
    teamSeq: bigint("team_seq", { mode: "number" }).notNull(),
    status: text("status").notNull(),
    previousStatus: text("previous_status"),
    synthesisId: text("synthesis_id"),
    /** Null once the character is deleted. */
    character: jsonb("character").$type<unknown>(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.characterId, t.version] }),
    uniqueIndex("events_team").on(t.teamId, t.teamSeq),
    index("events_created").using("brin", t.createdAt),
    check("events_version", sql`${t.version} > 0`),
  ],
);
