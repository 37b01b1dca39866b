import { pgTable, text } from "drizzle-orm/pg-core";

/** Which text of each SQL function is applied. */
export const sqlFunctions = pgTable("sql_functions", {
  file: text("file").primaryKey(),
  hash: text("hash").notNull(),
});
