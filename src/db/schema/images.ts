import { sql } from "drizzle-orm";
import { bigint, foreignKey, index, integer, jsonb, text } from "drizzle-orm/pg-core";
import type { StoredImage } from "../../domain/snapshots.ts";
import { createdAt, idByBytes, instant, table } from "./columns.ts";
import { refSets } from "./ref-sets.ts";
import { syntheses } from "./syntheses.ts";

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
