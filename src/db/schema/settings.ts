import { jsonb, text } from "drizzle-orm/pg-core";
import { table } from "./columns.ts";

/** What all processes share: the URL signing secret, the blob store's id, the minimum code version. */
export const settings = table("settings", {
  name: text("name").primaryKey(),
  value: jsonb("value").$type<unknown>().notNull(),
});
