import { sql } from "drizzle-orm";
import { bigint, check, foreignKey, index, integer, jsonb, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { CharacterAttributes } from "../../domain/character.ts";
import type { StoredImage, StoredRef } from "../../domain/snapshots.ts";
import { createdAt, idByBytes, instant, table } from "./columns.ts";
import { syntheses } from "./syntheses.ts";

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

/** An immutable, complete, numbered set of refs; a character points to its current one. */
export const refSets = table(
  "ref_sets",
  {
    characterId: text("character_id")
      .notNull()
      .references(() => characters.id),
    number: integer("number").notNull(),
    teamId: text("team_id").notNull(),
    synthesisId: text("synthesis_id"),
    /** Who the person is, for the sandbox and for vendors with seeds; a regenerated ref keeps it. */
    identitySeed: bigint("identity_seed", { mode: "number" }).notNull(),
    refs: jsonb("refs").$type<readonly StoredRef[]>().notNull(),
    /** Every blob the set needs, pictures and thumbs: what the collector and `/storage` ask. */
    blobKeys: text("blob_keys").array().notNull(),
    /** The contact sheet, once somebody asked for it. Not a part of the set: it goes with the character, whoever uses the refs. */
    sheetKey: text("sheet_key"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.characterId, t.number] }),
    index("ref_sets_blobs").using("gin", t.blobKeys),
    index("ref_sets_sheet").on(t.sheetKey).where(sql`${t.sheetKey} is not null`),
  ],
);

/** A picture made from a prompt, perhaps with a character; what it was made from stays readable for ever. */
export const images = table(
  "images",
  {
    id: text("id")
      .primaryKey()
      .references(() => syntheses.id),
    teamId: text("team_id").notNull(),
    characterId: text("character_id"),
    refSetNumber: integer("ref_set_number"),
    prompt: text("prompt").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    seed: bigint("seed", { mode: "number" }),
    image: jsonb("image").$type<StoredImage>(),
    blobKeys: text("blob_keys").array().notNull().default(sql`'{}'`),
    aurousVersion: text("aurous_version").notNull(),
    createdAt: createdAt(),
    completedAt: instant("completed_at"),
  },
  (t) => [
    foreignKey({ columns: [t.characterId, t.refSetNumber], foreignColumns: [refSets.characterId, refSets.number] }),
    index("images_team").on(t.teamId, idByBytes),
    index("images_ref_set").on(t.characterId, t.refSetNumber),
    index("images_blobs").using("gin", t.blobKeys),
  ],
);

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
