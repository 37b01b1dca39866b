import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, primaryKey, text } from "drizzle-orm/pg-core";
import type { StoredRef } from "../../domain/snapshots.ts";
import { characters } from "./characters.ts";
import { createdAt, table } from "./columns.ts";

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
