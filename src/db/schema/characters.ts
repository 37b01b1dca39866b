import { sql } from "drizzle-orm";
import { bigint, check, foreignKey, index, integer, jsonb, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { CharacterAttributes } from "../../domain/character.ts";
import type { StoredImage, StoredRef } from "../../domain/snapshots.ts";
import { createdAt, idByBytes, instant, table } from "./columns.ts";
import { syntheses } from "./syntheses.ts";

/** A deleted character stays as a row without content, because its last events can still be read. */
export const characters = table(
  "characters",
  {
    id: text("id").primaryKey(),
    teamId: text("team_id").notNull(),
    name: text("name").notNull(),
    status: text("status").notNull(),
    /** Rises by exactly one with each change. Each change is one row of `events`. */
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

/** An immutable, complete, numbered set of refs. A character points to its current one. */
export const refSets = table(
  "ref_sets",
  {
    characterId: text("character_id")
      .notNull()
      .references(() => characters.id),
    number: integer("number").notNull(),
    teamId: text("team_id").notNull(),
    synthesisId: text("synthesis_id"),
    /** The seed of the person's appearance, for the sandbox and for vendors with seeds. A regenerated ref keeps it. */
    identitySeed: bigint("identity_seed", { mode: "number" }).notNull(),
    refs: jsonb("refs").$type<readonly StoredRef[]>().notNull(),
    /** All blobs of the set, images and thumbnails. The blob collector and `/storage` look keys up here. */
    blobKeys: text("blob_keys").array().notNull(),
    /**
     * The contact sheet, created on the first request. It is not part of the set and is deleted with the character,
     * even if an image still uses the set's refs.
     */
    sheetKey: text("sheet_key"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.characterId, t.number] }),
    index("ref_sets_blobs").using("gin", t.blobKeys),
    index("ref_sets_sheet").on(t.sheetKey).where(sql`${t.sheetKey} is not null`),
  ],
);

/** An image made from a prompt, perhaps with a character. The refs it was made from are kept. */
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

/** A ticket for one uploaded image: `waiting` for its bytes, `stored`, then `used` by one character. */
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
    /** When the upload URL expires. */
    urlExpiresAt: instant("url_expires_at").notNull(),
    /** When the ticket expires. */
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    check("uploads_status", sql`${t.status} in ('waiting', 'stored', 'used')`),
    check("uploads_image", sql`(${t.status} = 'waiting') = (${t.image} is null)`),
    index("uploads_expires").on(t.expiresAt),
  ],
);

/**
 * The append-only event log: one row for each version of a character, with the character at that version. Kept for 30
 * days.
 */
export const events = table(
  "events",
  {
    characterId: text("character_id").notNull(),
    version: integer("version").notNull(),
    teamId: text("team_id").notNull(),
    /**
     * The team's own counter, assigned under the team row's lock, so that it follows the order of commits without
     * gaps.
     */
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
