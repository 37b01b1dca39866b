import { index, jsonb, primaryKey, text } from "drizzle-orm/pg-core";
import { bytea, createdAt, instant, table } from "./columns.ts";

/** Keys that are bound to accepted work, each with the answer it got. A committed row always has an outcome. */
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
