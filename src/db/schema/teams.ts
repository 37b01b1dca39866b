import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, jsonb, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytea, createdAt, instant, table } from "./columns.ts";

/**
 * The tenant and its sums. `total` and `held` equal the sums of `ledger_entries`. `event_seq` and `entry_seq` number
 * the team's events and entries without gaps, because every change of them happens under this row's lock. No busy
 * table has a foreign key to this one: its KEY SHARE locks would turn the busiest row into multixacts.
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

/**
 * API keys, access tokens made with them (`parent_id` set), and the console's tokens (`console_signed_in_at` set, and
 * `parent_id` too after a sign-in with a key). Only the SHA-256 of a secret is stored.
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
    /** The secret's first 14 characters, so that people can distinguish keys. */
    preview: text("preview").notNull(),
    scope: text("scope").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    /**
     * When the person signed in to the console. It is set only for the console's tokens and kept when they are
     * renewed.
     */
    consoleSignedInAt: instant("console_signed_in_at"),
  },
  (t) => [
    check("api_keys_scope", sql`${t.scope} in ('read', 'write', 'full')`),
    index("api_keys_team").on(t.teamId, t.id),
    index("api_keys_expires").on(t.expiresAt).where(sql`${t.expiresAt} is not null`),
  ],
);

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

/** The append-only ledger. A unique index lets a hold be resolved only once, by a capture or a release. */
export const ledgerEntries = table(
  "ledger_entries",
  {
    teamId: text("team_id").notNull(),
    /** The team's own counter, assigned under the team row's lock. */
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

/**
 * Token buckets that are exact over all processes. Each row stores when the bucket is full again. A bucket without a
 * row is full.
 */
export const buckets = table(
  "buckets",
  {
    teamId: text("team_id").notNull(),
    bucket: text("bucket").notNull(),
    fullAt: instant("full_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.bucket] })],
);

/** Keys bound to accepted work, each with the stored response. A committed row always has an outcome. */
export const idempotencyKeys = table(
  "idempotency_keys",
  {
    teamId: text("team_id").notNull(),
    key: text("key").notNull(),
    operation: text("operation").notNull(),
    target: text("target"),
    fingerprint: bytea("fingerprint").notNull(),
    outcome: jsonb("outcome").$type<unknown>(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.key] }), index("idempotency_keys_expires").on(t.expiresAt)],
);
