import { sql } from "drizzle-orm";
import { bigint, boolean, check, integer, text } from "drizzle-orm/pg-core";
import { createdAt, table } from "./columns.ts";

/**
 * The tenant and its sums. `total` and `held` repeat what `ledger_entries` adds up to; `event_seq` and `entry_seq`
 * count the team's events and entries without gaps, because every change of them happens under this row's lock.
 * No hot table has a foreign key to this one: its KEY SHARE locks would turn the busiest row into multixacts.
 */
export const teams = table(
  "teams",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    autoSave: boolean("auto_save").notNull().default(false),
    aurousVersion: text("aurous_version").notNull(),
    total: bigint("total", { mode: "number" }).notNull().default(0),
    held: bigint("held", { mode: "number" }).notNull().default(0),
    openSyntheses: integer("open_syntheses").notNull().default(0),
    eventSeq: bigint("event_seq", { mode: "number" }).notNull().default(0),
    entrySeq: bigint("entry_seq", { mode: "number" }).notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    check("teams_credits_not_negative", sql`${t.held} >= 0 and ${t.total} - ${t.held} >= 0`),
    check("teams_open_syntheses_not_negative", sql`${t.openSyntheses} >= 0`),
  ],
);
