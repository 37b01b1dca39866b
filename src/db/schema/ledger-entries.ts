import { sql } from "drizzle-orm";
import { bigint, check, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, table } from "./columns.ts";

/** The append-only ledger. A hold is resolved at most once: capture and release exclude each other by an index. */
export const ledgerEntries = table(
  "ledger_entries",
  {
    teamId: text("team_id").notNull(),
    /** The team's own counter, drawn under the team row's lock. */
    seq: bigint("seq", { mode: "number" }).notNull(),
    kind: text("kind").notNull(),
    amount: bigint("amount", { mode: "number" }).notNull(),
    synthesisId: text("synthesis_id"),
    note: text("note"),
    /** The API key of the paid call; null for a grant, and for entries made before it was recorded. */
    apiKeyId: text("api_key_id"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.seq] }),
    check("ledger_entries_kind", sql`${t.kind} in ('grant', 'hold', 'capture', 'release')`),
    check("ledger_entries_amount", sql`${t.amount} > 0`),
    check("ledger_entries_synthesis", sql`(${t.kind} = 'grant') = (${t.synthesisId} is null)`),
    uniqueIndex("ledger_entries_one_hold").on(t.synthesisId).where(sql`${t.kind} = 'hold'`),
    uniqueIndex("ledger_entries_one_resolution").on(t.synthesisId).where(sql`${t.kind} in ('capture', 'release')`),
  ],
);
