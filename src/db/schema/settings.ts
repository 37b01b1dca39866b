import { jsonb, text } from "drizzle-orm/pg-core";
import { table } from "./columns.ts";

/** Values shared by all processes: the URL signing secret, the blob store's id, the minimum code version. */
export const settings = table("settings", {
  name: text("name").primaryKey(),
  value: jsonb("value").$type<unknown>().notNull(),
});

/** The applied text of each SQL function, by its hash. */
export const sqlFunctions = table("sql_functions", {
  file: text("file").primaryKey(),
  hash: text("hash").notNull(),
});
