import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, text } from "drizzle-orm/pg-core";
import type { CharacterAttributes } from "../../domain/character.ts";
import { createdAt, idByBytes, instant, table } from "./columns.ts";

/** A deleted character stays as a row without content, so that its last events can still be told. */
export const characters = table(
  "characters",
  {
    id: text("id").primaryKey(),
    teamId: text("team_id").notNull(),
    name: text("name").notNull(),
    status: text("status").notNull(),
    /** Rises by exactly one with each change; each change is one row of `events`. */
    version: integer("version").notNull().default(1),
    attributes: jsonb("attributes").$type<CharacterAttributes>(),
    clientReferenceId: text("client_reference_id"),
    errorMessage: text("error_message"),
    refSetNumber: integer("ref_set_number"),
    aurousVersion: text("aurous_version").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    check("characters_status", sql`${t.status} in ('synthesizing', 'reviewing', 'ready', 'failed', 'deleted')`),
    check("characters_error", sql`(${t.errorMessage} is not null) = (${t.status} = 'failed')`),
    check("characters_refs", sql`${t.status} not in ('reviewing', 'ready') or ${t.refSetNumber} is not null`),
    index("characters_team").on(t.teamId, idByBytes).where(sql`${t.status} <> 'deleted'`),
    index("characters_team_status").on(t.teamId, t.status, idByBytes).where(sql`${t.status} <> 'deleted'`),
    index("characters_client_reference")
      .on(t.teamId, t.clientReferenceId, idByBytes)
      .where(sql`${t.clientReferenceId} is not null`),
  ],
);
