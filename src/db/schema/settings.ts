import { jsonb, pgTable, text } from "drizzle-orm/pg-core";

/** What all processes share: the URL signing secret, the blob store's id, the minimum code version. */
export const settings = pgTable("settings", {
  name: text("name").primaryKey(),
  value: jsonb("value").$type<unknown>().notNull(),
});
