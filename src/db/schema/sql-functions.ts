import { text } from "drizzle-orm/pg-core";
import { table } from "./columns.ts";

/** Which text of each SQL function is applied. */
export const sqlFunctions = table("sql_functions", {
  file: text("file").primaryKey(),
  hash: text("hash").notNull(),
});
